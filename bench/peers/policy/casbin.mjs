// casbin evaluates one matcher over every line; a statement becomes one line with regular expressions.
import { Util, newEnforcer, newModel } from 'casbin';
import { source } from './patterns.mjs';

const MODEL = `
[request_definition]
r = sub, obj, act, env
[policy_definition]
p = sub, obj, act, eft, team, range
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = r.sub == p.sub && regexMatch(r.act, p.act) && regexMatch(r.obj, p.obj) && (p.team == "-" || r.env.Team == p.team) && (p.range == "-" || ipMatch(r.env.SourceIp, p.range))
`;

export async function casbin(workload) {
  const enforcer = await newEnforcer(newModel(MODEL));
  enforcer.addFunction('ipMatch', (address, range) => Util.ipMatch(address, range));
  for (const statement of workload.policies.flatMap((policy) => policy.Statement)) {
    await enforcer.addPolicy(
      'alice',
      source(statement.Resource),
      source(statement.Action),
      statement.Effect === 'Allow' ? 'allow' : 'deny',
      statement.Condition?.StringEquals['aws:PrincipalTag/team'] ?? '-',
      statement.Condition?.IpAddress['aws:SourceIp'] ?? '-',
    );
  }

  return (request) => enforcer.enforceSync('alice', request.Resource, request.Action, request);
}
