# What the AWS provider of Terraform calls for each resource that it keeps: in create, in read (refresh, import), in update and in delete.
# Runs after a prelude that gives `endpoint`, `boto3` and `json`.
import datetime, re, urllib.parse
from botocore.config import Config

once = Config(retries={'max_attempts': 0})
iam = boto3.client('iam', endpoint_url=endpoint, config=once)
sts = boto3.client('sts', endpoint_url=endpoint, config=once)
account = sts.get_caller_identity()['Account']

# Terraform reads documents as Go does: the text on the wire, its %XX decoded and each + a blank.
documents = []
send = iam._endpoint.http_session.send


def sending(request):
    answer = send(request)
    documents[:] = [urllib.parse.unquote_plus(text) for text in re.findall(r'<(?:AssumeRolePolicy|Policy)?Document>([^<]*)<', answer.content.decode())]
    return answer


iam._endpoint.http_session.send = sending


def arn(rest):
    return 'arn:aws:iam::%s:%s' % (account, rest)


def existing(call, **arguments):
    try:
        return call(**arguments)
    except iam.exceptions.NoSuchEntityException:
        return None


def listed(operation, key, **arguments):
    return [item for page in iam.get_paginator(operation).paginate(**arguments) for item in page[key]]


def given(**arguments):
    return {name: value for name, value in arguments.items() if value is not None}


def tag_list(tags):
    return [{'Key': key, 'Value': value} for key, value in tags.items()]


def tag_map(tags):
    return {tag['Key']: tag['Value'] for tag in tags or []}


def instant(value):
    return value and value.astimezone(datetime.timezone.utc).isoformat()


def boundary_of(entity):
    return entity.get('PermissionsBoundary', {}).get('PermissionsBoundaryArn')



class Resource:
    """Reads give None where the resource is gone. What is in `forces_new` cannot be updated: the resource is made anew."""
    forces_new = ()

    def changed(self, old, new, *names):
        return any(old.get(name) != new.get(name) for name in names)

    def retag(self, kind, name, old, new):
        old, new = old.get('tags', {}), new.get('tags', {})
        removed = [key for key in old if key not in new]
        updated = {key: value for key, value in new.items() if old.get(key) != value}
        if removed:
            getattr(iam, 'untag_' + kind)(TagKeys=removed, **name)
        if updated:
            getattr(iam, 'tag_' + kind)(Tags=tag_list(updated), **name)
