# Sourced by the other scripts: finds the tools that setup.sh may have put beside the system's own.
# Sets nothing else. Needs the repository's root as the working directory.

if ! command -v cargo >/dev/null 2>&1 && [ -x "$HOME/.cargo/bin/cargo" ]; then
    PATH="$HOME/.cargo/bin:$PATH"
fi

# A newer Node.js than the distribution's, installed by setup.sh from the npm registry.
if [ -x .tools/node/bin/node ]; then
    PATH="$PWD/.tools/node/bin:$PATH"
fi
export PATH
