// CloudTrail's LookupEvents by the AWS SDK for JavaScript: filtered, page by page, and the classes of its errors.
import * as trail from "@aws-sdk/client-cloudtrail";
import { CreateGroupCommand, IAMClient } from "@aws-sdk/client-iam";
import { collect, refusal, settings, show } from "./common.mjs";

const client = new trail.CloudTrailClient(settings());
const iam = new IAMClient(settings());
for (const name of ["first", "second", "third"]) {
  await iam.send(new CreateGroupCommand({ GroupName: name }));
}

const by = (AttributeKey, AttributeValue) => ({ LookupAttributes: [{ AttributeKey, AttributeValue }] });
const pages = await collect(trail.paginateLookupEvents({ client, pageSize: 2 }, by("EventName", "CreateGroup")), "Events");
const events = pages.flat();
const record = JSON.parse(events[0].CloudTrailEvent);
const [{ Name }] = (await collect(trail.paginateListTrails({ client }, {}), "Trails")).flat();
const lookUp = (input) => () => client.send(new trail.LookupEventsCommand(input));
const seen = {
  pages: pages.map((page) => page.length).filter((length) => length > 0),
  groups: events.map((event) => JSON.parse(event.CloudTrailEvent).requestParameters.groupName),
  event: [events[0].EventSource, events[0].ReadOnly, events[0].EventTime instanceof Date, events[0].EventId === record.eventID],
  agent: record.userAgent,
  one: (await lookUp(by("EventId", record.eventID))()).Events.length,
  none: (await lookUp({ ...by("EventName", "CreateGroup"), EndTime: new Date(events.at(-1).EventTime.getTime() - 60_000) })()).Events.length,
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
