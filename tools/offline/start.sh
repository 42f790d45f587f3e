#!/bin/sh
# 断网安装并打开指挥终端；后面的参数原样交给 cqcmd。
here=$(cd "$(dirname "$0")" && pwd) || exit 1
if ! read -r versions < "$here/wheelhouse/pythons.txt"; then
    echo "离线包不完整，缺 wheelhouse/pythons.txt，请重新复制整个目录。" >&2
    exit 1
fi
fits='import sys; sys.exit("{}.{}".format(*sys.version_info[:2]) not in sys.argv[1:])'
for python in python3 python3.15 python3.14 python3.13 python3.12 python3.11; do
    # shellcheck disable=SC2086 # one argument a version
    if "$python" -c "$fits" $versions 2>/dev/null; then
        exec "$python" "$here/run.py" "$@"
    fi
done
for version in $versions; do names="${names:+$names、}$version"; done
echo "这个离线包带的是 Python $names 用的组件，本机没有找到其中任何一个版本，请先安装一个。" >&2
exit 1
