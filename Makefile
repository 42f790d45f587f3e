# Aliases; every one is a verb of run.py.
DIR ?= dist/pack
.PHONY: run test check soak bench pack help
run:     ; @python3 run.py
test:    ; @python3 run.py test
check:   ; @python3 run.py check
soak:    ; @python3 run.py soak
bench:   ; @python3 run.py bench
pack:    ; @python3 run.py pack "$(DIR)"
help:    ; @sed -n 's/^\([a-z]*\): *; @\(python3.*\)/make \1	\2/p' Makefile
