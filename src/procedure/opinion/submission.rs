//! A submission: who or what it comes from, by which way, and its opinions.

use super::{MAX_HEADS, NewOpinion, Place, Quote, Wish};
use crate::procedure::{ConsultationId, Digest, Invalid, Slug, numbered, words};
use jiff::Timestamp;
use std::fmt::Write as _;

words!(
    /// By which way a submission came (domain handbook §7, `Channel`).
    Via, "提交渠道", {
        /// The page of this site.
        Web = "web", "网页";
        /// 信函.
        Letter = "letter", "信函";
        /// 电话.
        Telephone = "telephone", "电话";
        /// 传真.
        Fax = "fax", "传真";
        /// 电子邮件.
        Email = "email", "电子邮件";
        /// 基层立法联系点.
        Point = "point", "基层立法联系点";
        /// 常委会组成人员审议意见: what members said in session.
        Deliberation = "deliberation", "审议意见";
        /// 代表.
        Deputy = "deputy", "人大代表";
        /// 部门和区县.
        Department = "department", "部门和区县";
        /// 论证会.
        ExpertPanel = "expert_panel", "论证会";
        /// 座谈会.
        Forum = "forum", "座谈会";
        /// 听证会.
        Hearing = "hearing", "听证会";
        /// 问卷.
        Questionnaire = "questionnaire", "问卷";
    }
);

words!(
    /// Who speaks (domain handbook §7, submitter type).
    Source, "提出人类型", {
        /// 个人.
        Individual = "individual", "个人";
        /// 单位.
        Organisation = "organisation", "单位";
        /// 代表.
        Deputy = "deputy", "人大代表";
        /// 常委会组成人员.
        Member = "member", "常委会组成人员";
        /// 专家.
        Expert = "expert", "专家";
        /// 部门.
        Department = "department", "部门";
        /// 其他.
        Other = "other", "其他";
    }
);

words!(
    /// How it is known how many people stand behind an opinion.
    HeadBasis, "人数依据", {
        /// The one who speaks.
        Self_ = "self", "本人";
        /// Names on a list of those present.
        Attendance = "attendance", "签到表";
        /// Signatures under the opinion.
        Signatures = "signatures", "签名";
        /// Counted questionnaires.
        Questionnaires = "questionnaires", "问卷份数";
        /// Somebody's guess.
        Estimate = "estimate", "估计";
    }
);

/// How many people stand behind it, and how that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    people: u32,
    basis: HeadBasis,
}

impl Head {
    /// The one who speaks.
    pub const ONE: Self = Self { people: 1, basis: HeadBasis::Self_ };

    /// So many, known by this.
    ///
    /// # Errors
    /// None, far too many, or more than one who are themselves the one who speaks.
    pub fn new(people: u32, basis: HeadBasis) -> Result<Self, Invalid> {
        let good = (1..=MAX_HEADS).contains(&people) && (people == 1 || basis != HeadBasis::Self_);
        if good {
            Ok(Self { people, basis })
        } else {
            Err(Invalid::new("人数", &people.to_string(), "应为正整数；多于1人的，请注明人数依据"))
        }
    }

    /// How many.
    #[must_use]
    pub fn people(self) -> u32 {
        self.people
    }

    /// How that is known.
    #[must_use]
    pub fn basis(self) -> HeadBasis {
        self.basis
    }
}

numbered!(
    /// The number of a submission. It begins with the time of receipt, so that later ones are greater, and ends with
    /// chance, so that nobody can tell from one how many there are.
    SubmissionId(i64),
    "意见编号"
);

impl SubmissionId {
    const CHANCE_BITS: u32 = 21;

    /// The number of something that is received now.
    ///
    /// # Errors
    /// The time is before 1970 or after 2109.
    pub fn at(received: Timestamp, chance: u32) -> Result<Self, Invalid> {
        let time = received.as_millisecond();
        let chance = i64::from(chance & ((1 << Self::CHANCE_BITS) - 1));
        if !(0..1 << (63 - Self::CHANCE_BITS)).contains(&time) {
            return Err(Invalid::new("时间", &received.to_string(), "超出范围"));
        }
        Self::new((time << Self::CHANCE_BITS) | chance)
    }
}

/// A submission that may be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSubmission {
    /// To which consultation.
    pub consultation: ConsultationId,
    /// By which way.
    pub via: Via,
    /// Through which contact point, whatever the way: a code at a point opens the page of this site.
    pub point: Option<Slug>,
    /// Who speaks.
    pub source: Source,
    /// How many.
    pub head: Head,
    /// What is said; at least one.
    pub opinions: Vec<NewOpinion>,
}

impl NewSubmission {
    /// What makes a second sending of the same form the same submission: the form's key and all that was said. The same
    /// form with other words is another submission; nothing that somebody typed is dropped as a repetition.
    ///
    /// `from` tells senders apart who have no key: a digest of where they are.
    #[must_use]
    pub fn identity(&self, key: Option<&str>, from: &Digest, contact: &str) -> Digest {
        let mut all = String::new();
        let mut add = |part: &str| {
            // Lengths first: no two different submissions are written the same.
            let _ = write!(all, "{}:{part}", part.len());
        };
        add(key.unwrap_or_default());
        add(&key.map_or_else(|| from.to_string(), |_| String::new()));
        add(contact);
        add(&self.consultation.to_string());
        add(self.via.code());
        add(self.point.as_ref().map_or("", Slug::as_str));
        add(self.source.code());
        add(&format!("{}{}", self.head.people, self.head.basis.code()));
        for it in &self.opinions {
            add(&it.place.to_string());
            add(it.wish.map_or("", Wish::code));
            add(&it.words);
            add(it.reason.as_deref().unwrap_or_default());
            add(it.wording.as_deref().unwrap_or_default());
            add(it.quote.as_ref().map_or("", |it| &it.exact));
            add(it.quote.as_ref().map_or("", |it| &it.prefix));
        }
        Digest::of(all.as_bytes())
    }
}

/// An opinion as it was first said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// Which of its submission, from one.
    pub number: u32,
    /// About what.
    pub place: Place,
    /// The words it quotes.
    pub quote: Option<Quote>,
    /// What it asks for.
    pub wish: Option<Wish>,
    /// What was said.
    pub words: String,
    /// Why.
    pub reason: Option<String>,
    /// The wording that is proposed.
    pub wording: Option<String>,
}

/// A submission as it is kept, without who sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Its number.
    pub id: SubmissionId,
    /// To which consultation.
    pub consultation: ConsultationId,
    /// By which way.
    pub via: Via,
    /// Through which contact point.
    pub point: Option<Slug>,
    /// Who speaks.
    pub source: Source,
    /// How many.
    pub head: Head,
    /// When it was on disk.
    pub received_at: Timestamp,
    /// What is said, in order.
    pub opinions: Vec<Opinion>,
}

#[cfg(test)]
mod tests {
    use super::super::Typed;
    use super::*;

    fn submission(words: &[&str]) -> NewSubmission {
        let said = |it: &&str| NewOpinion::read(&Typed { words: (*it).into(), ..Typed::default() }).expect("words");
        NewSubmission {
            consultation: "elderly-care-v1".parse().expect("an id"),
            via: Via::Web,
            point: None,
            source: Source::Individual,
            head: Head::ONE,
            opinions: words.iter().map(said).collect(),
        }
    }

    #[test]
    fn the_same_form_is_the_same_submission_and_other_words_are_another() {
        let here = Digest::of(b"here");
        let one = submission(&["甲", "乙"]);
        let same = |it: &NewSubmission, key| it.identity(key, &here, "");
        assert_eq!(same(&one, Some("k")), same(&one.clone(), Some("k")));
        assert_eq!(same(&one, Some("k")), one.identity(Some("k"), &Digest::of(b"a train"), ""), "people travel");
        let others = [
            same(&one, Some("other")),
            same(&one, None),
            one.identity(None, &Digest::of(b"elsewhere"), ""),
            one.identity(Some("k"), &here, "王某"),
            same(&submission(&["甲乙"]), Some("k")),
            same(&submission(&["甲", "乙", "乙"]), Some("k")),
            same(&NewSubmission { via: Via::Letter, ..one.clone() }, Some("k")),
            same(&NewSubmission { head: Head::new(3, HeadBasis::Estimate).expect("three"), ..one.clone() }, Some("k")),
        ];
        let all = [others.as_slice(), &[same(&one, Some("k"))]].concat();
        assert_eq!(all.iter().collect::<std::collections::HashSet<_>>().len(), all.len());
    }

    #[test]
    fn later_submissions_have_greater_numbers() {
        let at = |text: &str, chance| SubmissionId::at(text.parse().expect(text), chance).expect("in range");
        assert!(at("2026-11-24T00:00:00.000Z", u32::MAX) < at("2026-11-24T00:00:00.001Z", 0));
        assert_ne!(at("2026-11-24T00:00:00Z", 1), at("2026-11-24T00:00:00Z", 2));
        assert!(SubmissionId::at("1969-01-01T00:00:00Z".parse().expect("a time"), 1).is_err());
    }

    #[test]
    fn several_people_need_a_basis() {
        assert!(Head::new(1, HeadBasis::Self_).is_ok());
        assert!(Head::new(2, HeadBasis::Self_).is_err());
        assert!(Head::new(12, HeadBasis::Attendance).is_ok());
        assert!(Head::new(0, HeadBasis::Estimate).is_err());
        assert!(Head::new(MAX_HEADS + 1, HeadBasis::Estimate).is_err());
    }
}
