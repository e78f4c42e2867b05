# Identity providers and settings of the account; and all resources by name.


class SamlProvider(Resource):
    forces_new = ('name',)

    def create(self, c):
        return iam.create_saml_provider(Name=c['name'], SAMLMetadataDocument=c['saml_metadata_document'], Tags=tag_list(c['tags']))['SAMLProviderArn']

    def read(self, arn):
        found = existing(iam.get_saml_provider, SAMLProviderArn=arn)
        return found and {
            'name': arn.split('saml-provider/')[1], 'saml_metadata_document': found['SAMLMetadataDocument'], 'valid_until': instant(found.get('ValidUntil')),
            'tags': tag_map(found.get('Tags')), 'create_date': instant(found['CreateDate'])}

    def update(self, arn, old, new):
        if self.changed(old, new, 'saml_metadata_document'):
            iam.update_saml_provider(SAMLProviderArn=arn, SAMLMetadataDocument=new['saml_metadata_document'])
        self.retag('saml_provider', {'SAMLProviderArn': arn}, old, new)
        return arn

    def delete(self, arn, c):
        iam.delete_saml_provider(SAMLProviderArn=arn)


class OpenIdConnectProvider(Resource):
    forces_new = ('url',)

    def create(self, c):
        return iam.create_open_id_connect_provider(
            Url=c['url'], ClientIDList=c['client_id_list'], ThumbprintList=c['thumbprint_list'], Tags=tag_list(c['tags']))['OpenIDConnectProviderArn']

    def read(self, arn):
        found = existing(iam.get_open_id_connect_provider, OpenIDConnectProviderArn=arn)
        return found and {
            # The scheme is left out of the answer; the provider's own comparison of `url` leaves it out too.
            'url': 'https://' + found['Url'], 'client_id_list': sorted(found['ClientIDList']), 'thumbprint_list': found['ThumbprintList'], 'tags': tag_map(found.get('Tags'))}

    def update(self, arn, old, new):
        if self.changed(old, new, 'thumbprint_list'):
            iam.update_open_id_connect_provider_thumbprint(OpenIDConnectProviderArn=arn, ThumbprintList=new['thumbprint_list'])
        for client in set(new['client_id_list']) - set(old['client_id_list']):
            iam.add_client_id_to_open_id_connect_provider(OpenIDConnectProviderArn=arn, ClientID=client)
        for client in set(old['client_id_list']) - set(new['client_id_list']):
            iam.remove_client_id_from_open_id_connect_provider(OpenIDConnectProviderArn=arn, ClientID=client)
        self.retag('open_id_connect_provider', {'OpenIDConnectProviderArn': arn}, old, new)
        return arn

    def delete(self, arn, c):
        iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=arn)


class AccountAlias(Resource):
    forces_new = ('account_alias',)

    def create(self, c):
        iam.create_account_alias(AccountAlias=c['account_alias'])
        return c['account_alias']

    def read(self, alias):
        return {'account_alias': alias} if alias in listed('list_account_aliases', 'AccountAliases') else None

    def delete(self, alias, c):
        iam.delete_account_alias(AccountAlias=alias)


class AccountPasswordPolicy(Resource):
    # (attribute, member)
    members = tuple((re.sub('(?<!^)(?=[A-Z])', '_', name).lower(), name) for name in (
        'AllowUsersToChangePassword', 'HardExpiry', 'MaxPasswordAge', 'MinimumPasswordLength', 'PasswordReusePrevention',
        'RequireLowercaseCharacters', 'RequireNumbers', 'RequireSymbols', 'RequireUppercaseCharacters'))

    def create(self, c):
        # What is zero or false is left out, as the provider does, except for what is true by default.
        iam.update_account_password_policy(**{member: c[name] for name, member in self.members if c.get(name)})
        return 'iam-account-password-policy'

    def read(self, id):
        found = existing(iam.get_account_password_policy)
        return found and {'expire_passwords': found['PasswordPolicy']['ExpirePasswords'], **{name: found['PasswordPolicy'].get(member, 0) for name, member in self.members}}

    def update(self, id, old, new):
        return self.create(new)

    def delete(self, id, c):
        iam.delete_account_password_policy()


resources = {
    'user': User(), 'group': Group(), 'group_membership': GroupMembership(), 'user_group_membership': UserGroupMembership(), 'policy': Policy(), 'role': Role(),
    'user_policy': InlinePolicy('user'), 'group_policy': InlinePolicy('group'), 'role_policy': InlinePolicy('role'),
    'user_policy_attachment': Attachment('user'), 'group_policy_attachment': Attachment('group'), 'role_policy_attachment': Attachment('role'), 'policy_attachment': PolicyAttachment(),
    'access_key': AccessKey(), 'user_login_profile': LoginProfile(), 'virtual_mfa_device': VirtualMfaDevice(), 'saml_provider': SamlProvider(),
    'openid_connect_provider': OpenIdConnectProvider(), 'account_alias': AccountAlias(), 'account_password_policy': AccountPasswordPolicy(),
}
