#!/bin/sh
# Applies kubernetes-job.yaml, waits for the parts, merges them, and ends with the exit status of the whole run.
set -eu
cd "$(dirname "$0")"

# Waits until a Job is complete or has failed. Its activeDeadlineSeconds is the end of the wait.
ended() {
  until kubectl get job "$1" --output 'jsonpath={.status.conditions[?(@.status=="True")].type}' |
    grep -qwE 'Complete|Failed'; do
    sleep "${POLL_SECONDS:-5}"
  done
}

kubectl delete job flashgate-parts flashgate-whole --ignore-not-found
kubectl apply --filename kubernetes-job.yaml
ended flashgate-parts
kubectl patch job flashgate-whole --type merge --patch '{"spec":{"suspend":false}}'
ended flashgate-whole
kubectl logs job/flashgate-whole
status=$(kubectl get pods --selector job-name=flashgate-whole --sort-by .metadata.creationTimestamp \
  --output 'jsonpath={.items[-1:].status.containerStatuses[0].state.terminated.exitCode}')
exit "${status:-3}"
