# What stands between the scripts of a run with a bundle and the network: yum, docker pull, curl and wget take what they are asked
# for from the bundle, and nothing else. It follows the other tools that each script gets. $bundle is the address at which this
# host reaches the bundle, through its own connection; $bundle_images are the images in it, each between spaces.
# shellcheck shell=sh
# shellcheck disable=SC2154 # both are given

# The bundle is on this host's own address, to which no proxy leads.
unset http_proxy https_proxy ftp_proxy all_proxy HTTP_PROXY HTTPS_PROXY FTP_PROXY ALL_PROXY

# from_bundle PROGRAM ARGUMENT...: runs it with each address behind that of the bundle.
from_bundle() {
  its_program=$1
  shift
  its_left=$#
  while [ "$its_left" -gt 0 ]; do
    case $1 in
      "$bundle"/*) set -- "$@" "$1" ;;
      http://* | https://* | ftp://*) set -- "$@" "$bundle/address?$1" ;;
      *) set -- "$@" "$1" ;;
    esac
    shift
    its_left=$((its_left - 1))
  done
  command "$its_program" "$@"
}

# What is not on the host is not to be found as a function either.
if command -v curl >/dev/null; then curl() { from_bundle curl "$@"; }; fi
if command -v wget >/dev/null; then wget() { from_bundle wget "$@"; }; fi

# yum with the host's own settings, but for what leads elsewhere, and with the repositories of the bundle.
yum() { real_yum "$@"; }
real_yum() {
  its_settings=$(mktemp) || return 1
  its_code=0
  {
    echo '[main]'
    sed -n -e '1,/^\[main\]/d' -e '/^\[/q' -e '/^ *\(cachedir\|reposdir\|proxy[a-z_]*\|metadata_expire\|keepcache\) *[=:]/!p' \
      /etc/yum.conf 2>/dev/null
    command curl -gfsS "$bundle/yum/$(release_of_host)"
  } >"$its_settings" || its_code=$?
  if [ "$its_code" = 0 ]; then from_bundle yum --config="$its_settings" "$@" || its_code=$?; fi
  rm -f "$its_settings"
  return "$its_code"
}

release_of_host() {
  its_release=
  { read -r its_release </etc/centos-release || read -r its_release </etc/redhat-release; } 2>/dev/null
  its_release=${its_release##* release }
  echo "${its_release%%.*}"
}

# bundled_image NAME: the image of the bundle that is meant.
bundled_image() {
  its_image=
  case $bundle_images in
    *" $1 "*) its_image=$1 ;;
    *" $1:latest "*) its_image=$1:latest ;;
  esac
  [ -n "$its_image" ]
}

load_image() { command curl -gfsS "$bundle/image?$its_image" | command docker load; }

# docker, which pulls nothing: what is to be pulled, or to be run and is not there, is loaded from the bundle.
docker() {
  case ${1:-} in
    pull)
      for its_word in "$@"; do
        case $its_word in pull | -*) continue ;; esac
        if ! bundled_image "$its_word"; then
          echo "the image $its_word is not in the bundle" >&2
          return 1
        fi
        load_image || return
      done ;;
    run | create)
      for its_word in "$@"; do
        if bundled_image "$its_word" && [ -z "$(command docker images -q "$its_image")" ]; then load_image >&2 || return; fi
      done
      command docker "$@" ;;
    *) command docker "$@" ;;
  esac
}

# The commands of the playbook run in a shell of their own, which gets these functions from its environment where it is bash.
if [ -n "${BASH_VERSION:-}" ]; then
  export bundle bundle_images
  # shellcheck disable=SC3045 # bash has it
  export -f from_bundle yum real_yum release_of_host bundled_image load_image docker
fi
