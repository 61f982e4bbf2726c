#!/bin/sh
# Fits the weights of events anew: sh weigh.sh CORPORA FOLDS, FOLDS being what `train_events.py --fold all` wrote.
set -e
corpora=$(realpath "$1")
folds=$(realpath "$2")
cd "$(dirname "$0")"
cases=$(mktemp -d)
trap 'rm -r "$cases"' EXIT
for models in parties telling "statuses confidence"; do
    cargo xtask weights --corpora "$corpora" --folds "$folds" "$cases"
    for model in $models; do
        python linear.py "$cases/$model" --by-fold "$folds/fold{}/$model.tsv"
        python linear.py "$cases/$model" --out "../models/events/$model.tsv"
    done
done
