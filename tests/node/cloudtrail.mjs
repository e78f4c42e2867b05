// CloudTrail's LookupEvents by the AWS SDK for JavaScript: filtered, page by page, and the classes of its errors.
import * as trail from "@aws-sdk/client-cloudtrail";
import { CreateAccessKeyCommand, CreateGroupCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { allow, collect, refusal, settings, show, spelled } from "./common.mjs";

// A user whom no other script is: the trail is the whole account's, and the order of the scripts is chance.
const UserName = "looked-up";
const root = new IAMClient(settings());
await root.send(new CreateUserCommand({ UserName }));
await root.send(new PutUserPolicyCommand({ UserName, PolicyName: "own", PolicyDocument: allow("iam:CreateGroup") }));
const { AccessKey } = await root.send(new CreateAccessKeyCommand({ UserName }));

const client = new trail.CloudTrailClient(settings());
const iam = new IAMClient(settings(spelled(AccessKey)));
for (const name of ["first", "second", "third"]) {
  await iam.send(new CreateGroupCommand({ GroupName: name }));
}

const by = (AttributeKey, AttributeValue) => ({ LookupAttributes: [{ AttributeKey, AttributeValue }] });
const pages = await collect(trail.paginateLookupEvents({ client, pageSize: 2 }, by("Username", UserName)), "Events");
const events = pages.flat();
const record = JSON.parse(events[0].CloudTrailEvent);
const [{ Name }] = (await collect(trail.paginateListTrails({ client }, {}), "Trails")).flat();
const named = (await collect(trail.paginateLookupEvents({ client }, by("EventName", "CreateGroup")), "Events")).flat();
const lookUp = (input) => () => client.send(new trail.LookupEventsCommand(input));
const seen = {
  pages: pages.map((page) => page.length).filter((length) => length > 0),
  groups: events.map((event) => JSON.parse(event.CloudTrailEvent).requestParameters.groupName),
  event: [events[0].EventSource, events[0].ReadOnly, events[0].EventTime instanceof Date, events[0].EventId === record.eventID],
  named: [new Set(named.map((event) => event.EventName)).size, events.every((event) => named.some((other) => other.EventId === event.EventId))],
  agent: record.userAgent,
  one: (await lookUp(by("EventId", record.eventID))()).Events.length,
  none: (await lookUp({ ...by("Username", UserName), EndTime: new Date(events.at(-1).EventTime.getTime() - 60_000) })()).Events.length,
  trail: (await client.send(new trail.DescribeTrailsCommand({}))).trailList.length,
  logging: (await client.send(new trail.GetTrailStatusCommand({ Name }))).IsLogging,
  selected: (await client.send(new trail.GetEventSelectorsCommand({ TrailName: Name }))).EventSelectors.length,
  errors: {
    attribute: await refusal(lookUp({ LookupAttributes: [...by("EventName", "a").LookupAttributes, ...by("Username", "b").LookupAttributes] }), trail.InvalidLookupAttributesException),
    range: await refusal(lookUp({ StartTime: new Date(2_000_000_000_000), EndTime: new Date(1_900_000_000_000) }), trail.InvalidTimeRangeException),
    results: await refusal(lookUp({ MaxResults: 51 }), trail.InvalidMaxResultsException),
    token: await refusal(lookUp({ NextToken: "none of ours" }), trail.InvalidNextTokenException),
    category: await refusal(lookUp({ EventCategory: "data" }), trail.InvalidEventCategoryException),
    trail: await refusal(() => client.send(new trail.GetTrailCommand({ Name: "nothing" })), trail.TrailNotFoundException),
    unserved: await refusal(() => client.send(new trail.ListQueriesCommand({ EventDataStore: "abc" })), trail.CloudTrailServiceException),
  },
};
show(seen);
