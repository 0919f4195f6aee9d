# Which Pythons flowscheme is tested with, how to find them, and an environment for each; sourced at the repository's root.
# `requires-python` in pyproject.toml is the one place that names the versions.

# The versions, one a line.
tested_versions() {
  local bounds
  bounds=$(sed -nE 's/^requires-python = ">=3\.([0-9]+),<3\.([0-9]+)"$/\1 \2/p' pyproject.toml)
  [ -n "$bounds" ] || { echo "pyproject.toml: requires-python is not of the form \">=3.A,<3.B\"" >&2; return 1; }
  # shellcheck disable=SC2086
  set -- $bounds
  seq -f '3.%g' "$1" "$(($2 - 1))"
}

# version_of PYTHON: its version, as 3.12; nothing if it does not run.
version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true; }

# find_python VERSION: an interpreter of that version that can make environments, on the path or in pyenv's folder.
find_python() {
  local candidate
  for candidate in "python$1" "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/"$1".*/bin/python; do
    if [ "$(version_of "$candidate")" = "$1" ] && "$candidate" -c 'import ensurepip, venv' &>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

# prepare_environment: makes the environment of $PYTHON's version, if there is none; $environment is its folder.
prepare_environment() {
  local python=${PYTHON:-python3} version versions
  version=$(version_of "$python")
  versions=$(tested_versions)
  if ! grep -qxF "${version:-none}" <<<"$versions"; then
    echo "flowscheme is tested with Python ${versions//$'\n'/, }; $python is ${version:-no Python that runs}." >&2
    echo "PYTHON names another one: PYTHON=/path/to/python bash $0" >&2
    return 1
  fi
  environment=.venv-$version
  [ -x "$environment/bin/python" ] || "$python" -m venv "$environment"
}
