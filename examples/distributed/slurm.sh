#!/bin/bash
# Eight parts of one input as a Slurm array: `sbatch slurm.sh people.ndjson out`.
#
# `--shard` deals the lines out by their number, so the parts need not talk to each other. A task that was
# cut short is put back by `--requeue` and goes on by its manifest. SIGTERM comes 30 seconds before the end
# of the time, so that the documents in hand are finished.
#SBATCH --job-name=resumes
#SBATCH --array=1-8
#SBATCH --cpus-per-task=2
#SBATCH --mem=512M
#SBATCH --time=04:00:00
#SBATCH --signal=TERM@30
#SBATCH --requeue
#SBATCH --open-mode=append
set -euo pipefail

input=${1:?the file with a resume a line}
output=${2:?the folder for the PDFs}

# `exec`, so that the signal reaches cvgen itself.
exec srun cvgen batch "$input" -o "$output" --no-system-fonts \
    --jobs "${SLURM_CPUS_PER_TASK:-2}" \
    --shard "${SLURM_ARRAY_TASK_ID:-1}/${SLURM_ARRAY_TASK_COUNT:-1}"
