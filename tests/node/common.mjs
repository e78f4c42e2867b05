// What every script starts from: a client for the gateway whose address and key stand in the environment, and a look at errors.

export const endpoint = process.env.GATEWAY_URL;

/** Settings of a client: the given credentials, or those of the environment; one attempt, so that no error is tried away. */
export function settings(credentials) {
  return {
    endpoint,
    region: "us-east-1",
    maxAttempts: 1,
    ...(credentials && { credentials: spelled(credentials) }),
  };
}

/** Credentials of an answer (or an access key) as clients take them. */
export function spelled({ AccessKeyId, SecretAccessKey, SessionToken, ...own }) {
  return AccessKeyId ? { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken } : own;
}

/** What a call was refused with: is it the class, the code, the HTTP status, and whose fault. */
export async function refusal(call, Class) {
  try {
    await call();
    return "succeeded";
  } catch (error) {
    return [error instanceof Class, error.name, error.$metadata?.httpStatusCode, error.$fault];
  }
}

export const allow = (...actions) => JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: actions, Resource: "*" } });

export const trust = (account) =>
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Principal: { AWS: account }, Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"] } });

export async function collect(pages, member) {
  const found = [];
  for await (const page of pages) {
    found.push(page[member]);
  }
  return found;
}

export const show = (seen) => console.log(JSON.stringify(seen));
