// Cedar has a closed set of actions and matches text with `like`; a statement becomes one policy.
import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import { toRegex } from './patterns.mjs';

export function cedar(workload) {
  const actions = [...new Set(workload.requests.map((request) => request.Action))];
  const policies = workload.policies.flatMap((policy) => policy.Statement).map((statement) => toPolicy(statement, actions));
  const parsed = preparsePolicySet('bench', { staticPolicies: policies.join('\n') });
  if (parsed.type !== 'success') {
    throw new Error(JSON.stringify(parsed.errors));
  }

  return (request) => {
    const answer = statefulIsAuthorized({
      principal: { type: 'User', id: 'alice' },
      action: { type: 'Action', id: request.Action },
      resource: { type: 'Resource', id: request.Resource },
      context: {
        resource: request.Resource,
        team: request.Team,
        ip: { __extn: { fn: 'ip', arg: request.SourceIp } },
        secure: request.SecureTransport,
        mfa: request.Mfa,
      },
      preparsedPolicySetId: 'bench',
      entities: [],
    });
    if (answer.type !== 'success') {
      throw new Error(JSON.stringify(answer.errors));
    }
    return answer.response.decision === 'allow';
  };
}

function toPolicy(statement, actions) {
  const fitting = actions.filter((action) => statement.Action.some((pattern) => toRegex([pattern]).test(action)));
  const tests = [`(${statement.Resource.map((pattern) => `context.resource like "${pattern}"`).join(' || ')})`];
  if (statement.Condition) {
    tests.push(`context.team == "${statement.Condition.StringEquals['aws:PrincipalTag/team']}"`);
    tests.push(`context.ip.isInRange(ip("${statement.Condition.IpAddress['aws:SourceIp']}"))`);
  }
  const list = fitting.map((action) => `Action::"${action}"`).join(', ');
  const effect = statement.Effect === 'Allow' ? 'permit' : 'forbid';
  return `${effect} (principal == User::"alice", action in [${list}], resource) when { ${tests.join(' && ')} };`;
}
