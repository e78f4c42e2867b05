# Managed and inline policies and their attachments.


class Policy(Resource):
    forces_new = ('name', 'path', 'description')

    def create(self, c):
        return iam.create_policy(PolicyName=c['name'], Path=c['path'], Description=c['description'], PolicyDocument=c['policy'], Tags=tag_list(c['tags']))['Policy']['Arn']

    def read(self, arn):
        found = existing(iam.get_policy, PolicyArn=arn)
        if not found:
            return None
        found = found['Policy']
        iam.get_policy_version(PolicyArn=arn, VersionId=found['DefaultVersionId'])
        return {
            'name': found['PolicyName'], 'path': found['Path'], 'description': found['Description'], 'policy': documents[0], 'tags': tag_map(found.get('Tags')),
            'arn': found['Arn'], 'policy_id': found['PolicyId'], 'attachment_count': found['AttachmentCount']}

    def update(self, arn, old, new):
        if self.changed(old, new, 'policy'):
            # At five versions the oldest that is not in force goes.
            versions = listed('list_policy_versions', 'Versions', PolicyArn=arn)
            if len(versions) >= 5:
                oldest = min((version for version in versions if not version['IsDefaultVersion']), key=lambda version: (version['CreateDate'], int(version['VersionId'][1:])))
                iam.delete_policy_version(PolicyArn=arn, VersionId=oldest['VersionId'])
            iam.create_policy_version(PolicyArn=arn, PolicyDocument=new['policy'], SetAsDefault=True)
        self.retag('policy', {'PolicyArn': arn}, old, new)
        return arn

    def delete(self, arn, c):
        for version in listed('list_policy_versions', 'Versions', PolicyArn=arn):
            if not version['IsDefaultVersion']:
                iam.delete_policy_version(PolicyArn=arn, VersionId=version['VersionId'])
        iam.delete_policy(PolicyArn=arn)


class InlinePolicy(Resource):
    forces_new = ('owner', 'name')

    def __init__(self, kind):
        self.kind, self.key = kind, kind.capitalize() + 'Name'

    def create(self, c):
        getattr(iam, 'put_%s_policy' % self.kind)(PolicyName=c['name'], PolicyDocument=c['policy'], **{self.key: c['owner']})
        return c['owner'] + ':' + c['name']

    def read(self, id):
        owner, name = id.split(':')
        found = existing(getattr(iam, 'get_%s_policy' % self.kind), PolicyName=name, **{self.key: owner})
        return found and {'owner': found[self.key], 'name': found['PolicyName'], 'policy': documents[0]}

    def update(self, id, old, new):
        return self.create(new)

    def delete(self, id, c):
        owner, name = id.split(':')
        getattr(iam, 'delete_%s_policy' % self.kind)(PolicyName=name, **{self.key: owner})


class Attachment(Resource):
    forces_new = ('owner', 'policy_arn')

    def __init__(self, kind):
        self.kind, self.key = kind, kind.capitalize() + 'Name'

    def create(self, c):
        getattr(iam, 'attach_%s_policy' % self.kind)(PolicyArn=c['policy_arn'], **{self.key: c['owner']})
        return c['owner'] + '/' + c['policy_arn']

    def read(self, id):
        owner, arn = id.split('/', 1)
        try:
            attached = listed('list_attached_%s_policies' % self.kind, 'AttachedPolicies', **{self.key: owner})
        except iam.exceptions.NoSuchEntityException:
            return None
        return {'owner': owner, 'policy_arn': arn} if arn in [policy['PolicyArn'] for policy in attached] else None

    def delete(self, id, c):
        owner, arn = id.split('/', 1)
        getattr(iam, 'detach_%s_policy' % self.kind)(PolicyArn=arn, **{self.key: owner})


class PolicyAttachment(Resource):
    """aws_iam_policy_attachment: all attachments of one policy."""
    forces_new = ('policy_arn',)
    kinds = (('users', 'user', 'PolicyUsers'), ('groups', 'group', 'PolicyGroups'), ('roles', 'role', 'PolicyRoles'))

    def create(self, c):
        self.update(c['policy_arn'], {'users': [], 'groups': [], 'roles': []}, c)
        return c['policy_arn']

    def read(self, arn):
        try:
            pages = list(iam.get_paginator('list_entities_for_policy').paginate(PolicyArn=arn))
        except iam.exceptions.NoSuchEntityException:
            return None
        found = {plural: sorted(entity[kind.capitalize() + 'Name'] for page in pages for entity in page[key]) for plural, kind, key in self.kinds}
        return {'policy_arn': arn, **found} if any(found.values()) else None

    def update(self, arn, old, new):
        for plural, kind, _ in self.kinds:
            for name in set(old[plural]) - set(new[plural]):
                getattr(iam, 'detach_%s_policy' % kind)(PolicyArn=arn, **{kind.capitalize() + 'Name': name})
            for name in set(new[plural]) - set(old[plural]):
                getattr(iam, 'attach_%s_policy' % kind)(PolicyArn=arn, **{kind.capitalize() + 'Name': name})
        return arn

    def delete(self, arn, c):
        self.update(arn, c, {'users': [], 'groups': [], 'roles': []})
