// Runs the workload of Federation.PolicyBench on Cedar and casbin. Usage: node run.mjs workload.json
// Prints one JSON line per peer: decisions per CPU second, CPU nanoseconds per decision, and how many results differ.
import { readFileSync } from 'node:fs';
import { cedar } from './cedar.mjs';
import { casbin } from './casbin.mjs';

const workload = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const seconds = Number(process.argv[3] ?? 5);

for (const [name, create] of [['@cedar-policy/cedar-wasm', cedar], ['casbin', casbin]]) {
  const decide = await create(workload);
  const differing = workload.requests.filter((request) => decide(request) !== request.Allowed).length;
  const { count, cpu } = measure(decide, workload.requests, seconds);
  console.log(JSON.stringify({ peer: name, perCpuSecond: Math.round((count / cpu) * 1e6), nanoseconds: Math.round((cpu / count) * 1e3), differing }));
}

function measure(decide, requests, limit) {
  const loop = (until) => {
    let count = 0;
    while (performance.now() < until) {
      for (const request of requests) {
        decide(request);
      }
      count += requests.length;
    }
    return count;
  };
  loop(performance.now() + (limit * 1000) / 3);
  const before = process.cpuUsage();
  const count = loop(performance.now() + limit * 1000);
  const used = process.cpuUsage(before);
  return { count, cpu: used.user + used.system };
}
