// IAM by the AWS SDK for JavaScript: users, roles and policies with its paginators and waiters, and the classes of its errors.
import { createHmac } from "node:crypto";
import * as iam from "@aws-sdk/client-iam";
import { allow, collect, refusal, settings, show, trust } from "./common.mjs";

/** The code of a device at a step from now (RFC 6238: HMAC-SHA-1, 30 seconds, six digits); the seed is base32 text. */
function code(seed, step) {
  const bits = Array.from(seed, (letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(String.fromCharCode(letter)).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + step));
  const hash = createHmac("sha1", key).update(counter).digest();
  const number = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

const client = new iam.IAMClient(settings());
const call = (command) => client.send(command);
const paging = { client, pageSize: 1 };
const waiting = { client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 };
const names = (page) => page.map((entity) => entity.UserName ?? entity.RoleName ?? entity.PolicyName ?? entity.VersionId);
const seen = {};

// The waiter begins before the user is there, and so has to take NoSuchEntity for "not yet".
const waited = iam.waitUntilUserExists(waiting, { UserName: "ines" });
const ines = (await call(new iam.CreateUserCommand({ UserName: "ines", Path: "/node/", Tags: [{ Key: "team", Value: "a" }] }))).User;
seen.waited = (await waited).state;
seen.made = [ines.Arn, ines.CreateDate instanceof Date];
for (const name of ["ivan", "ilse"]) {
  await call(new iam.CreateUserCommand({ UserName: name, Path: "/node/" }));
}
seen.users = (await collect(iam.paginateListUsers(paging, { PathPrefix: "/node/" }), "Users")).map(names);
seen.tags = (await call(new iam.ListUserTagsCommand({ UserName: "ines" }))).Tags;

const account = ines.Arn.split(":")[4];
const document = trust(account);
await call(new iam.CreateRoleCommand({ RoleName: "InNode", Path: "/node/", AssumeRolePolicyDocument: document, Description: "<é & \"quoted\">", MaxSessionDuration: 7200 }));
seen.roleWaited = (await iam.waitUntilRoleExists(waiting, { RoleName: "InNode" })).state;
const role = (await call(new iam.GetRoleCommand({ RoleName: "InNode" }))).Role;
seen.role = [role.Description, role.MaxSessionDuration, decodeURIComponent(role.AssumeRolePolicyDocument) === document];
seen.roles = (await collect(iam.paginateListRoles(paging, {}), "Roles")).flatMap(names);

const PolicyArn = (await call(new iam.CreatePolicyCommand({ PolicyName: "InNode", PolicyDocument: allow("iam:GetUser") }))).Policy.Arn;
seen.policyWaited = (await iam.waitUntilPolicyExists(waiting, { PolicyArn })).state;
await call(new iam.CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: allow("iam:ListUsers"), SetAsDefault: true }));
seen.versions = (await collect(iam.paginateListPolicyVersions(paging, { PolicyArn }), "Versions")).map(names);
await call(new iam.AttachUserPolicyCommand({ UserName: "ines", PolicyArn }));
await call(new iam.AttachRolePolicyCommand({ RoleName: "InNode", PolicyArn }));
seen.attached = (await collect(iam.paginateListAttachedUserPolicies(paging, { UserName: "ines" }), "AttachedPolicies")).flatMap(names);
const simulated = await call(new iam.SimulatePrincipalPolicyCommand({ PolicySourceArn: ines.Arn, ActionNames: ["iam:ListUsers", "iam:GetUser"] }));
seen.simulated = simulated.EvaluationResults.map((result) => [result.EvalActionName, result.EvalDecision]);
seen.details = (await collect(iam.paginateGetAccountAuthorizationDetails({ client }, { Filter: ["User"] }), "UserDetailList")).flat().length;
const device = (await call(new iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "node" }))).VirtualMFADevice;
seen.seed = device.Base32StringSeed instanceof Uint8Array;
const { SerialNumber } = device;
const enabled = { UserName: "ivan", SerialNumber, AuthenticationCode1: code(device.Base32StringSeed, -1), AuthenticationCode2: code(device.Base32StringSeed, 0) };
await call(new iam.EnableMFADeviceCommand(enabled));
seen.device = (await call(new iam.GetMFADeviceCommand({ UserName: "ivan", SerialNumber }))).EnableDate instanceof Date;
const { SerialNumber: other } = (await call(new iam.CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: "other" }))).VirtualMFADevice;

const crowded = Array.from({ length: 51 }, (_, number) => ({ Key: `k${number}`, Value: "" }));
seen.errors = {
  absent: await refusal(() => call(new iam.GetUserCommand({ UserName: "nobody" })), iam.NoSuchEntityException),
  taken: await refusal(() => call(new iam.CreateUserCommand({ UserName: "INES" })), iam.EntityAlreadyExistsException),
  held: await refusal(() => call(new iam.DeleteUserCommand({ UserName: "ines" })), iam.DeleteConflictException),
  malformed: await refusal(() => call(new iam.CreatePolicyCommand({ PolicyName: "Bad", PolicyDocument: "{" })), iam.MalformedPolicyDocumentException),
  many: await refusal(() => call(new iam.TagUserCommand({ UserName: "ines", Tags: crowded.slice(0, 50) })), iam.LimitExceededException),
  twice: await refusal(() => call(new iam.TagUserCommand({ UserName: "ines", Tags: [{ Key: "a", Value: "" }, { Key: "A", Value: "" }] })), iam.InvalidInputException),
  password: await refusal(() => call(new iam.CreateLoginProfileCommand({ UserName: "ines", Password: "short" })), iam.PasswordPolicyViolationException),
  device: await refusal(() => call(new iam.EnableMFADeviceCommand({ UserName: "ines", SerialNumber: other, AuthenticationCode1: "000000", AuthenticationCode2: "000000" })), iam.InvalidAuthenticationCodeException),
  invalid: await refusal(() => call(new iam.CreateUserCommand({ UserName: "no blanks" })), iam.IAMServiceException),
  unserved: await refusal(() => call(new iam.CreateInstanceProfileCommand({ InstanceProfileName: "x" })), iam.IAMServiceException),
};
show(seen);
