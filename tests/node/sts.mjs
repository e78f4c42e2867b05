// STS by the AWS SDK for JavaScript: every kind of temporary credentials, and the classes of its errors.
import { randomBytes } from "node:crypto";
import { AttachUserPolicyCommand, CreateAccessKeyCommand, CreateRoleCommand, CreateUserCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import * as sts from "@aws-sdk/client-sts";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import { SignatureV4 } from "@smithy/signature-v4";
import { allow, endpoint, refusal, settings, show, spelled, trust } from "./common.mjs";

const root = new sts.STSClient(settings());
const identity = (client) => client.send(new sts.GetCallerIdentityCommand({}));
const as = (credentials) => new sts.STSClient(settings(credentials));
const seen = { root: await identity(root) };
const account = seen.root.Account;
const RoleArn = `arn:aws:iam::${account}:role/node/Worker`;

const iam = new IAMClient(settings());
await iam.send(new CreateUserCommand({ UserName: "nora" }));
await iam.send(new AttachUserPolicyCommand({ UserName: "nora", PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" }));
await iam.send(new CreateRoleCommand({ RoleName: "Worker", Path: "/node/", AssumeRolePolicyDocument: trust(account) }));
await iam.send(new PutRolePolicyCommand({ RoleName: "Worker", PolicyName: "all", PolicyDocument: allow("iam:*", "cloudtrail:*") }));
const key = (await iam.send(new CreateAccessKeyCommand({ UserName: "nora" }))).AccessKey;
const nora = as(key);
seen.owner = (await nora.send(new sts.GetAccessKeyInfoCommand({ AccessKeyId: key.AccessKeyId }))).Account;

const signer = new SignatureV4({ service: "sts", region: "us-east-1", credentials: spelled(key), sha256: root.config.sha256 });
const { protocol, hostname, port, host } = new URL(endpoint);
const query = { Action: "GetCallerIdentity", Version: "2011-06-15" };
const signed = await signer.presign({ method: "GET", protocol, hostname, port: Number(port), path: "/", query, headers: { host } }, { expiresIn: 60 });
const parameters = Object.entries(signed.query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
seen.presigned = await (await fetch(`${endpoint}/?${parameters.join("&")}`)).text();

const worker = await nora.send(new sts.AssumeRoleCommand({
  RoleArn,
  RoleSessionName: "job",
  DurationSeconds: 900,
  Policy: allow("iam:ListRoles"),
  PolicyArns: [{ arn: "arn:aws:iam::aws:policy/IAMReadOnlyAccess" }],
  Tags: [{ Key: "team", Value: "ünïcode + blanks" }],
  TransitiveTagKeys: ["team"],
  SourceIdentity: "nora",
}));
seen.worker = [worker.AssumedRoleUser.Arn, worker.SourceIdentity, worker.PackedPolicySize > 0];
seen.seconds = Math.round((worker.Credentials.Expiration - Date.now()) / 1000);
seen.job = await identity(as(worker.Credentials));
seen.limited = await refusal(() => new IAMClient(settings(worker.Credentials)).send(new CreateUserCommand({ UserName: "never" })), Error);

const provider = fromTemporaryCredentials({ masterCredentials: spelled(key), params: { RoleArn, RoleSessionName: "provided" }, clientConfig: settings() });
seen.provided = await identity(new sts.STSClient({ ...settings(), credentials: provider }));
seen.session = await identity(as((await nora.send(new sts.GetSessionTokenCommand({ DurationSeconds: 900 }))).Credentials));
const federated = await nora.send(new sts.GetFederationTokenCommand({ Name: "fred", Policy: allow("cloudtrail:*") }));
seen.federated = [federated.FederatedUser.Arn, (await identity(as(federated.Credentials))).UserId];

const unsigned = new sts.STSClient(settings());
const saml = { RoleArn: process.env.SAML_ROLE, PrincipalArn: process.env.SAML_PROVIDER };
const fromSaml = await unsigned.send(new sts.AssumeRoleWithSAMLCommand({ ...saml, SAMLAssertion: process.env.SAML_ASSERTION }));
seen.saml = [fromSaml.SubjectType, (await identity(as(fromSaml.Credentials))).Arn];

const assume = (more) => () => nora.send(new sts.AssumeRoleCommand({ RoleArn, RoleSessionName: "job", ...more }));
// What repeats packs well, and so these do not repeat.
const tags = Array.from({ length: 50 }, (_, number) => ({ Key: `tag${number}`, Value: randomBytes(100).toString("hex") }));
seen.errors = {
  malformed: await refusal(assume({ Policy: "{" }), sts.MalformedPolicyDocumentException),
  large: await refusal(assume({ Tags: tags }), sts.PackedPolicyTooLargeException),
  invalid: await refusal(() => unsigned.send(new sts.AssumeRoleWithSAMLCommand({ ...saml, SAMLAssertion: "bm9uZQ==" })), sts.InvalidIdentityTokenException),
  undecodable: await refusal(() => nora.send(new sts.DecodeAuthorizationMessageCommand({ EncodedMessage: "bm9uZQ" })), sts.InvalidAuthorizationMessageException),
  outbound: await refusal(() => nora.send(new sts.GetWebIdentityTokenCommand({ Audience: ["a"], SigningAlgorithm: "ES384" })), sts.OutboundWebIdentityFederationDisabledException),
  denied: await refusal(assume({ RoleArn: RoleArn + "s" }), sts.STSServiceException),
  secret: await refusal(() => identity(as({ ...key, SecretAccessKey: "x".repeat(40) })), sts.STSServiceException),
  chained: await refusal(() => as(worker.Credentials).send(new sts.GetSessionTokenCommand({})), sts.STSServiceException),
};
show(seen);
