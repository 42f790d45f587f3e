#!/bin/sh
# 断网安装并打开指挥终端；后面的参数原样交给 cqcmd。
here=$(cd "$(dirname "$0")" && pwd) || exit 1
for python in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        exec "$python" "$here/run.py" "$@"
    fi
done
echo "没有找到 Python 3.11 或更新的版本，请先安装。" >&2
exit 1
