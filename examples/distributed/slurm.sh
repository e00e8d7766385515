#!/bin/bash
# Eight parts of one input as a Slurm array: `sbatch slurm.sh people.ndjson out`. Single parts again:
# `sbatch --array=3,5 slurm.sh people.ndjson out`.
#
# `--shard` deals the lines out by their number, so the parts need not talk to each other. SIGTERM comes 30
# seconds before the end of the time, so that the documents in hand are finished; then the part puts itself
# back into the queue, and goes on by its manifest. After the loss of a node `--requeue` does that.
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
# As many as `--array` above has, whichever of them run now.
parts=8
cpus=${SLURM_CPUS_PER_TASK:-2}

# A step does not inherit the CPUs of its job (Slurm 22.05 and newer).
status=0
srun --cpus-per-task="$cpus" cvgen batch "$input" -o "$output" --no-system-fonts --jobs "$cpus" \
    --shard "$SLURM_ARRAY_TASK_ID/$parts" || status=$?

# 130: it was told to stop, and there is more to do.
if [ "$status" = 130 ]; then
    scontrol requeue "$SLURM_JOB_ID"
fi
exit "$status"
