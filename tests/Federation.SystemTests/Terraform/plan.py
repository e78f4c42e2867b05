# A plan as Terraform makes it: what is wanted against what the last refresh found, resource by resource. `metadata` holds two SAML metadata documents.


def flat(value):
    return value if isinstance(value, list) else [value]


def principals(value):
    if not isinstance(value, dict):
        return value
    root = lambda name: arn('root') if name == account else name
    return {kind: sorted(map(root, flat(names))) for kind, names in value.items()}


def meaning(document):
    """Two documents that mean the same are no difference: order of actions and resources, one or a list of one, an account or its root."""
    if not isinstance(document, str) or not document.lstrip().startswith('{'):
        return document
    read = json.loads(document)
    for statement in flat(read.get('Statement', [])):
        for name in ('Action', 'NotAction', 'Resource', 'NotResource'):
            if name in statement:
                statement[name] = sorted(flat(statement[name]))
        for name in ('Principal', 'NotPrincipal'):
            if name in statement:
                statement[name] = principals(statement[name])
    read['Statement'] = flat(read.get('Statement', []))
    return read


def differences(wanted, found):
    """Names of attributes that differ. Arguments that no answer holds (force_destroy) are the configuration's own."""
    return sorted(name for name, value in wanted.items() if name in found and meaning(value) != meaning(found[name]))


def refresh(state):
    fresh = {}
    for address, entry in state.items():
        found = resources[entry['type']].read(entry['id'])
        if found is not None:
            fresh[address] = {**entry, 'attributes': found}
    return fresh


def plan(wanted, state):
    changes = {address: 'create' for address in wanted if address not in state}
    changes.update({address: 'destroy' for address in state if address not in wanted})
    for address, (_, attributes) in wanted.items():
        if address in state and (changed := differences(attributes, state[address]['attributes'])):
            changes[address] = changed
    return changes


def destroy(address, state):
    entry = state.pop(address)
    resources[entry['type']].delete(entry['id'], {**entry['attributes'], **entry['configured']})


def apply(wanted, state):
    """Replacements are destroyed first, last made first; then everything is created or updated in the order of the configuration."""
    changes = plan(wanted, state)
    for address in reversed(list(state)):
        change = changes.get(address)
        if change == 'destroy' or (change and set(change) & set(resources[state[address]['type']].forces_new)):
            destroy(address, state)
    for address, (type, attributes) in wanted.items():
        resource = resources[type]
        if address not in state:
            id = resource.create(attributes)
        elif address in changes:
            id = resource.update(state[address]['id'], state[address]['attributes'], attributes)
        else:
            continue
        found = resource.read(id)
        assert found is not None, address
        state[address] = {'type': type, 'id': id, 'attributes': found, 'configured': attributes}
    return changes


def document(*statements):
    return json.dumps({'Version': '2012-10-17', 'Statement': list(statements)}, indent=2, ensure_ascii=False)


def allow(action, resource='*', **more):
    return {'Effect': 'Allow', 'Action': action, 'Resource': resource, **more}


def trust(principal, action='sts:AssumeRole', **more):
    return document({'Effect': 'Allow', 'Principal': principal, 'Action': action, **more})


def configuration(second):
    """What is wanted first, and the same with every attribute changed that can be."""
    either = lambda first, other: other if second else first
    managed, readonly, security = arn('policy/team/deploy'), 'arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::aws:policy/SecurityAudit'
    person = either('ada', 'ada.lovelace')
    saml, oidc = arn('saml-provider/corp'), arn('oidc-provider/ci.example.test/build')
    return {
        'account_alias.a': ('account_alias', {'account_alias': either('first-alias', 'second-alias')}),
        'account_password_policy.a': ('account_password_policy', either(
            {'allow_users_to_change_password': True, 'minimum_password_length': 12, 'require_numbers': True, 'require_symbols': True, 'max_password_age': 90, 'password_reuse_prevention': 3},
            {'allow_users_to_change_password': True, 'minimum_password_length': 14, 'require_numbers': False, 'require_symbols': False, 'require_lowercase_characters': True,
             'max_password_age': 0, 'password_reuse_prevention': 0, 'hard_expiry': False})),
        'saml_provider.corp': ('saml_provider', {'name': 'corp', 'saml_metadata_document': metadata[second], 'tags': either({'env': 'a'}, {'env': 'b', 'more': ''})}),
        'openid_connect_provider.ci': ('openid_connect_provider', {
            'url': 'https://ci.example.test/build', 'client_id_list': either(['one', 'two'], ['three', 'two']), 'thumbprint_list': [either('a', 'b') * 40], 'tags': either({'env': 'a'}, {})}),
        'policy.bounds': ('policy', {
            'name': 'bounds', 'path': '/', 'description': 'limits; a+b = 100 % "quoted" <ä>', 'tags': {}, 'policy': document(allow(['iam:*', 'sts:*', 'federation:*']))}),
        'policy.deploy': ('policy', {
            'name': 'deploy', 'path': '/team/', 'description': 'deploys', 'tags': either({'team': 'blue', 'old': 'x'}, {'team': 'red'}),
            'policy': document(
                allow(either('iam:GetRole', ['iam:ListRoles', 'iam:GetRole']), [arn('role/app/*'), arn('role/ops+1/${aws:username}')]),
                allow('sts:AssumeRole', Sid='Assume', Condition={'StringLike': {'aws:PrincipalTag/kind': ['a+b %41 ü*', '<&>']}}))}),
        'group.ops': ('group', {'name': either('ops', 'operators'), 'path': either('/', '/g/')}),
        'group.devs': ('group', {'name': 'devs', 'path': '/'}),
        'user.ada': ('user', {
            'name': person, 'path': either('/', '/people/'), 'permissions_boundary': either(arn('policy/bounds'), None), 'tags': either({'a': '1', 'b': '2'}, {'b': '3', 'c': ''}), 'force_destroy': True}),
        'user.robot': ('user', {'name': 'robot', 'path': '/ci/', 'permissions_boundary': either(None, readonly), 'tags': {}}),
        'group_membership.ops': ('group_membership', {'group': either('ops', 'operators'), 'users': sorted([person, 'robot']) if not second else [person]}),
        'user_group_membership.robot': ('user_group_membership', {'user': 'robot', 'groups': either(['devs', 'ops'], ['devs'])}),
        'role.app': ('role', {
            'name': 'app', 'path': '/app/', 'description': either('first + one', 'second'), 'max_session_duration': either(3600, 7200), 'permissions_boundary': either(None, arn('policy/bounds')),
            'assume_role_policy': either(
                trust({'AWS': [arn('user/ci/robot'), account]}),
                trust({'AWS': arn('user/ci/robot')}, ['sts:AssumeRole', 'sts:TagSession'], Condition={'StringEquals': {'sts:ExternalId': 'a+b%20c'}})),
            'tags': either({'env': 'a'}, {'env': 'b', 'cost': '7'})}),
        'role.corp': ('role', {
            'name': 'corp', 'path': '/', 'description': 'by assertion', 'max_session_duration': 3600, 'permissions_boundary': either(arn('policy/bounds'), None), 'tags': {}, 'force_detach_policies': True,
            'assume_role_policy': trust({'Federated': saml}, 'sts:AssumeRoleWithSAML', Condition={'StringEquals': {'SAML:aud': 'https://signin.aws.amazon.com/saml'}})}),
        'role.ci': ('role', {
            'name': 'ci', 'path': '/', 'description': 'by token', 'max_session_duration': 3600, 'permissions_boundary': None, 'tags': {},
            'assume_role_policy': trust({'Federated': oidc}, 'sts:AssumeRoleWithWebIdentity', Condition={'StringEquals': {'ci.example.test/build:aud': either('one', 'three')}})}),
        'user_policy.robot': ('user_policy', {'owner': 'robot', 'name': 'inline', 'policy': document(allow(either('iam:GetUser', 'iam:ListUsers')))}),
        'group_policy.devs': ('group_policy', {'owner': 'devs', 'name': 'inline', 'policy': document(allow(either('iam:GetGroup', 'iam:ListGroups')))}),
        'role_policy.app': ('role_policy', {'owner': 'app', 'name': 'inline', 'policy': document(allow(either('iam:GetRole', 'iam:ListRoles')), {'Effect': 'Deny', 'NotAction': 'iam:*', 'Resource': '*'})}),
        'user_policy_attachment.robot': ('user_policy_attachment', {'owner': 'robot', 'policy_arn': either(managed, readonly)}),
        'group_policy_attachment.devs': ('group_policy_attachment', {'owner': 'devs', 'policy_arn': either(readonly, managed)}),
        'role_policy_attachment.app': ('role_policy_attachment', {'owner': 'app', 'policy_arn': managed}),
        'policy_attachment.audit': ('policy_attachment', {
            'policy_arn': security, 'users': either(['robot'], []), 'groups': ['devs'], 'roles': either(['app', 'corp'], ['ci', 'corp'])}),
        'access_key.robot': ('access_key', {'user': 'robot', 'status': either('Active', 'Inactive')}),
        'access_key.second': ('access_key', {'user': 'robot', 'status': either('Inactive', 'Active')}),
        'user_login_profile.ada': ('user_login_profile', {'user': person, 'password_reset_required': either(True, False)}),
        'virtual_mfa_device.spare': ('virtual_mfa_device', {'name': 'spare', 'path': '/', 'tags': either({'a': '1'}, {'b': '2'})}),
    }
