# Makes a host an inhospitable place, and a good one again.
# usage: sh surroundings.sh WHAT [BYTES]
set -e

# All that the playbook and yum write to lies on one small file system then, which stays so until the host is given back:
# the machine's own disk is not filled.
places='/etc /var/lib /var/log /var/cache /usr/share'

case $1 in
  small-disk)
    mkdir -p /mnt/small
    mount -t tmpfs -o size=64m tmpfs /mnt/small
    for place in $places; do
      mkdir -p "/mnt/small$place"
      [ "$place" = /usr/share ] || cp -a "$place/." "/mnt/small$place/"
    done
    # Of /usr/share only what packages of the lab bring: the rest is large, and nobody writes to it.
    for place in $places; do
      case $place in
        /usr/share) mkdir -p /usr/share/lab && mount --bind /mnt/small/usr/share /usr/share/lab ;;
        *) mount --bind "/mnt/small$place" "$place" ;;
      esac
    done ;;
  fill) # leaves BYTES free
    head -c 100000000 /dev/zero >/mnt/small/filler 2>/dev/null || :
    size=$(stat -c %s /mnt/small/filler)
    [ "$size" -lt "$2" ] || truncate -s $((size - $2)) /mnt/small/filler ;;
  unfill) rm -f /mnt/small/filler ;;
  large-disk)
    for place in $places; do
      [ "$place" != /usr/share ] || place=/usr/share/lab
      umount -l "$place"
    done
    umount -l /mnt/small
    rmdir /mnt/small
    rmdir /usr/share/lab 2>/dev/null || : ;;
  small-folder) # BYTES more than dockplay's folder holds already
    mkdir -p /var/lib/dockplay /mnt/folder
    chmod 700 /var/lib/dockplay
    used=$(du -sk /var/lib/dockplay | cut -f 1)
    mount -t tmpfs -o "size=$((used * 1024 + $2)),mode=700" tmpfs /mnt/folder
    cp -a /var/lib/dockplay/. /mnt/folder/
    mount --move /mnt/folder /var/lib/dockplay 2>/dev/null || mount --bind /mnt/folder /var/lib/dockplay ;;
  large-folder)
    rm -rf /mnt/kept
    cp -a /var/lib/dockplay /mnt/kept
    umount -l /var/lib/dockplay
    ! mountpoint -q /mnt/folder || umount -l /mnt/folder
    rm -rf /var/lib/dockplay
    # An uninstall that succeeded has emptied the folder, and could not remove what was mounted.
    if [ -n "$(ls -A /mnt/kept)" ]; then cp -a /mnt/kept /var/lib/dockplay; fi
    rm -rf /mnt/kept /mnt/folder ;;
  read-only)
    mount --rbind /etc /etc
    mount -o remount,bind,ro /etc ;;
  writable) umount -l /etc ;;
  no-exec) mount -t tmpfs -o noexec,mode=1777 tmpfs /tmp ;;
  exec) umount -l /tmp ;;
  *) echo "no such surroundings: $1" >&2; exit 1 ;;
esac
