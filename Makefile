# Aliases; every one is a verb of run.py.
.PHONY: run test check bench pack
run:     ; @python3 run.py
test:    ; @python3 run.py test
check:   ; @python3 run.py check
bench:   ; @python3 run.py bench
pack:    ; @python3 run.py pack $(or $(DIR),dist/pack)
