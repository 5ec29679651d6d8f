# Runs one PostgreSQL server until the last process that holds the pipe "users"
# open for writing is gone, however it went; then removes everything.
# Arguments: the directory, then the server's command line.
dir=$1
shift
trap '' INT TERM HUP
cd "$dir" || exit 1

(
	"$@" >log 2>&1
	echo "$?" >exited
) &

cat users >/dev/null

if [ -r data/postmaster.pid ]; then
	kill -QUIT "$(head -n 1 data/postmaster.pid)"
fi
wait
cd /
rm -rf "$dir"
