@echo off
chcp 65001 >nul
set "versions="
for /f "usebackq delims=" %%l in ("%~dp0wheelhouse\pythons-windows.txt") do set "versions=%%l"
set "fits=import sys; sys.exit('{}.{}'.format(*sys.version_info[:2]) not in sys.argv[1:])"
for %%p in ("py -3" "py -3.15" "py -3.14" "py -3.13" "py -3.12" "py -3.11" "python") do (
    %%~p -c "%fits%" %versions% >nul 2>nul && set "python=%%~p" && goto start
)
echo 这个离线包带的是 Python %versions% 用的组件，本机没有找到其中任何一个版本，请先安装一个。
pause
exit /b 1
:start
%python% "%~dp0run.py" %*
if errorlevel 1 pause
