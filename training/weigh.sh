#!/bin/sh
# Fits the weights of events anew: sh weigh.sh CORPORA FOLDS, FOLDS being what `train_events.py --fold all` wrote.
set -e
cd "$(dirname "$0")"
cases=$(mktemp -d)
for models in "parties statuses" telling confidence; do
    cargo xtask weights --corpora "$1" --folds "$2" "$cases"
    for model in $models; do
        python linear.py "$cases/$model" --by-fold "$2/fold{}/$model.tsv"
        python linear.py "$cases/$model" --out "../models/events/$model.tsv"
    done
done
rm -r "$cases"
