// The rest of IAM by the AWS SDK for JavaScript: providers, the account itself, inline policies of roles, policies of groups, simulation.
import * as iam from "@aws-sdk/client-iam";
import { allow, collect, refusal, settings, show, trust } from "./common.mjs";

const client = new iam.IAMClient(settings());
const call = (command) => client.send(command);
const seen = {};

const metadata = await (await fetch(process.env.IDP_METADATA)).text();
const SAMLProviderArn = (await call(new iam.CreateSAMLProviderCommand({ Name: "second", SAMLMetadataDocument: metadata }))).SAMLProviderArn;
const account = SAMLProviderArn.split(":")[4];
seen.shown = (await call(new iam.GetSAMLProviderCommand({ SAMLProviderArn }))).SAMLMetadataDocument === metadata;
seen.updated = (await call(new iam.UpdateSAMLProviderCommand({ SAMLProviderArn, SAMLMetadataDocument: metadata }))).SAMLProviderArn === SAMLProviderArn;
seen.providers = (await call(new iam.ListSAMLProvidersCommand({}))).SAMLProviderList.map((provider) => provider.Arn.split("/").at(-1)).sort();
await call(new iam.DeleteSAMLProviderCommand({ SAMLProviderArn }));

await call(new iam.CreateAccountAliasCommand({ AccountAlias: "in-node" }));
seen.aliases = (await collect(iam.paginateListAccountAliases({ client }, {}), "AccountAliases")).flat();
await call(new iam.DeleteAccountAliasCommand({ AccountAlias: "in-node" }));
const summary = (await call(new iam.GetAccountSummaryCommand({}))).SummaryMap;
seen.summary = [summary.Providers, summary.AttachedPoliciesPerRoleQuota];

const RoleName = "Rest";
await call(new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust(account) }));
const PolicyDocument = JSON.stringify({ ...JSON.parse(trust(account)), Id: "changed" });
await call(new iam.UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
seen.trust = decodeURIComponent((await call(new iam.GetRoleCommand({ RoleName }))).Role.AssumeRolePolicyDocument) === PolicyDocument;
for (const PolicyName of ["one", "two"]) {
  await call(new iam.PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: allow(`iam:Get${PolicyName}`) }));
}
seen.inline = await collect(iam.paginateListRolePolicies({ client, pageSize: 1 }, { RoleName }), "PolicyNames");
seen.document = JSON.parse(decodeURIComponent((await call(new iam.GetRolePolicyCommand({ RoleName, PolicyName: "two" }))).PolicyDocument)).Statement.Action;
await call(new iam.DeleteRolePolicyCommand({ RoleName, PolicyName: "one" }));

const PolicyArn = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";
const GroupName = "rest";
await call(new iam.CreateGroupCommand({ GroupName }));
await call(new iam.AttachGroupPolicyCommand({ GroupName, PolicyArn }));
await call(new iam.AttachRolePolicyCommand({ RoleName, PolicyArn }));
const attached = async (pages) => (await collect(pages, "AttachedPolicies")).flat().map((policy) => policy.PolicyName);
seen.attached = [await attached(iam.paginateListAttachedGroupPolicies({ client }, { GroupName })), await attached(iam.paginateListAttachedRolePolicies({ client }, { RoleName }))];
await call(new iam.DetachGroupPolicyCommand({ GroupName, PolicyArn }));
await call(new iam.DeleteGroupCommand({ GroupName }));

const conditional = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "iam:GetUser", Resource: "*", Condition: { StringEquals: { "aws:PrincipalTag/team": "blue" } } },
});
await call(new iam.PutRolePolicyCommand({ RoleName, PolicyName: "two", PolicyDocument: conditional }));
seen.keys = [
  (await call(new iam.GetContextKeysForCustomPolicyCommand({ PolicyInputList: [conditional] }))).ContextKeyNames,
  (await call(new iam.GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn: `arn:aws:iam::${account}:role/${RoleName}` }))).ContextKeyNames,
];
const simulate = async (team) => {
  const context = [{ ContextKeyName: "aws:PrincipalTag/team", ContextKeyType: "string", ContextKeyValues: [team] }];
  const input = { PolicyInputList: [conditional], ActionNames: ["iam:GetUser"], ContextEntries: context };
  return (await collect(iam.paginateSimulateCustomPolicy({ client }, input), "EvaluationResults")).flat()[0].EvalDecision;
};
seen.simulated = [await simulate("blue"), await simulate("red")];

const enable = () => call(new iam.EnableOutboundWebIdentityFederationCommand({}));
const disable = () => call(new iam.DisableOutboundWebIdentityFederationCommand({}));
seen.issuer = (await enable()).IssuerIdentifier;
seen.vending = (await call(new iam.GetOutboundWebIdentityFederationInfoCommand({}))).JwtVendingEnabled;
const enabledTwice = await refusal(enable, iam.FeatureEnabledException);
await disable();
seen.errors = { enabledTwice, disabledTwice: await refusal(disable, iam.FeatureDisabledException) };
show(seen);
