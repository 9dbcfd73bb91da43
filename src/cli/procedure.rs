//! `[procedure]` → the settings of the state machine.

use super::Failure;
use crate::config::Procedure;
use crate::procedure::life::{Readings, Settings, Share};
use crate::procedure::{Invalid, Reading};

/// The procedure of this city.
///
/// # Errors
/// A word is none of those that the key allows.
pub fn settings(config: &Procedure) -> Result<Settings, Failure> {
    let readings = |number| Reading::new(number).map_err(|error| wrong("readings", &error));
    let share = |key: &str, words: &str| -> Result<Share, Failure> {
        let (over, of) = Procedure::share(key, words).map_err(|error| Failure::unable(format!("配置有误：{error}")))?;
        Ok(Share::new(over, of).unwrap_or(Share::HALF))
    };
    Ok(Settings {
        readings: Readings {
            enact: readings(config.readings_enact)?,
            amend: readings(config.readings_amend)?,
            revise: readings(config.readings_revise)?,
            repeal: readings(config.readings_repeal)?,
            interpret: readings(config.readings_interpret)?,
        },
        lead_days: config.lead_days,
        congress_lead_months: config.congress_lead_months,
        consultation_days: config.consultation_days,
        members: config.members,
        quorum: share("quorum", &config.quorum)?,
        pass: share("pass", &config.pass)?,
        pass_basis: config.pass_basis.parse().map_err(|error| wrong("pass_basis", &error))?,
        separate: share("separate", &config.separate)?,
        separate_basis: config.separate_basis.parse().map_err(|error| wrong("separate_basis", &error))?,
        approval_months: config.approval_months,
        filing_send_days: config.filing_send_days,
        filing_days: config.filing_days,
        deferral_years: config.deferral_years,
        report_order: config.report_order.parse().map_err(|error| wrong("report_order", &error))?,
        soon_days: config.soon_days,
    })
}

fn wrong(key: &str, error: &Invalid) -> Failure {
    Failure::unable(format!("配置有误：procedure.{key}：{error}"))
}

/// For `kaimen doctor`: the numbers that matter most, in words.
///
/// # Errors
/// As [`settings`], in one line.
pub fn described(config: &Procedure) -> Result<String, String> {
    let it = settings(config).map_err(|failure| failure.message().to_owned())?;
    Ok(format!(
        "制定{}审、修正{}审、修订{}审、废止{}审后表决；提前{}日发送草案；征求意见{}日；{}{}通过；报批{}个月；备案{}日和{}日；\
         暂缓{}年；审议结果的报告{}",
        it.readings.enact.get(),
        it.readings.amend.get(),
        it.readings.revise.get(),
        it.readings.repeal.get(),
        it.lead_days,
        it.consultation_days,
        it.pass_basis.label(),
        it.pass.label(),
        it.approval_months,
        it.filing_send_days,
        it.filing_days,
        it.deferral_years,
        it.report_order.label(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_of_the_configuration_are_those_of_the_machine() {
        assert_eq!(settings(&Procedure::default()).unwrap(), Settings::default());
        let told = described(&Procedure::default()).unwrap();
        assert!(told.contains("制定2审") && told.contains("全体组成人员过半数通过"), "{told}");
    }

    #[test]
    fn a_word_that_is_none_is_named_with_what_would_do() {
        let config = Procedure { report_order: "later".to_owned(), ..Procedure::default() };
        let failure = settings(&config).unwrap_err();
        assert!(failure.message().contains("procedure.report_order") && failure.message().contains("with_vote_draft"));
    }
}
