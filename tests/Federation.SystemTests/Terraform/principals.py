# Users, groups, roles and what belongs to users.


class User(Resource):
    def create(self, c):
        return iam.create_user(**given(UserName=c['name'], Path=c['path'], Tags=tag_list(c['tags']), PermissionsBoundary=c['permissions_boundary']))['User']['UserName']

    def read(self, name):
        found = existing(iam.get_user, UserName=name)
        return found and {
            'name': found['User']['UserName'], 'path': found['User']['Path'], 'arn': found['User']['Arn'], 'unique_id': found['User']['UserId'],
            'permissions_boundary': boundary_of(found['User']), 'tags': tag_map(found['User'].get('Tags'))}

    def update(self, name, old, new):
        if self.changed(old, new, 'name', 'path'):
            iam.update_user(UserName=name, NewUserName=new['name'], NewPath=new['path'])
        if self.changed(old, new, 'permissions_boundary'):
            if new['permissions_boundary']:
                iam.put_user_permissions_boundary(UserName=new['name'], PermissionsBoundary=new['permissions_boundary'])
            else:
                iam.delete_user_permissions_boundary(UserName=new['name'])
        self.retag('user', {'UserName': new['name']}, old, new)
        return new['name']

    def delete(self, name, c):
        user = {'UserName': name}
        for group in listed('list_groups_for_user', 'Groups', **user):
            iam.remove_user_from_group(GroupName=group['GroupName'], **user)
        if c.get('force_destroy'):
            for key in listed('list_access_keys', 'AccessKeyMetadata', **user):
                iam.delete_access_key(AccessKeyId=key['AccessKeyId'], **user)
            for key in listed('list_ssh_public_keys', 'SSHPublicKeys', **user):
                iam.delete_ssh_public_key(SSHPublicKeyId=key['SSHPublicKeyId'], **user)
            for device in listed('list_virtual_mfa_devices', 'VirtualMFADevices', AssignmentStatus='Assigned'):
                if device['User'].get('UserName') == name:
                    iam.deactivate_mfa_device(SerialNumber=device['SerialNumber'], **user)
                    iam.delete_virtual_mfa_device(SerialNumber=device['SerialNumber'])
            for device in listed('list_mfa_devices', 'MFADevices', **user):
                iam.deactivate_mfa_device(SerialNumber=device['SerialNumber'], **user)
            existing(iam.delete_login_profile, **user)
            for certificate in listed('list_signing_certificates', 'Certificates', **user):
                iam.delete_signing_certificate(CertificateId=certificate['CertificateId'], **user)
            for credential in iam.list_service_specific_credentials(**user)['ServiceSpecificCredentials']:
                iam.delete_service_specific_credential(ServiceSpecificCredentialId=credential['ServiceSpecificCredentialId'], **user)
        iam.delete_user(**user)


class Group(Resource):
    def create(self, c):
        return iam.create_group(GroupName=c['name'], Path=c['path'])['Group']['GroupName']

    def read(self, name):
        found = existing(iam.get_group, GroupName=name)
        return found and {name: found['Group'][member] for name, member in (('name', 'GroupName'), ('path', 'Path'), ('arn', 'Arn'), ('unique_id', 'GroupId'))}

    def update(self, name, old, new):
        iam.update_group(GroupName=name, NewGroupName=new['name'], NewPath=new['path'])
        return new['name']

    def delete(self, name, c):
        iam.delete_group(GroupName=name)


class GroupMembership(Resource):
    forces_new = ('group',)

    def create(self, c):
        self.update(c['group'], {'users': []}, c)
        return c['group']

    def read(self, group):
        try:
            return {'group': group, 'users': sorted(user['UserName'] for user in listed('get_group', 'Users', GroupName=group))}
        except iam.exceptions.NoSuchEntityException:
            return None

    def update(self, group, old, new):
        for user in set(old['users']) - set(new['users']):
            existing(iam.remove_user_from_group, GroupName=group, UserName=user)
        for user in set(new['users']) - set(old['users']):
            iam.add_user_to_group(GroupName=group, UserName=user)
        return group

    def delete(self, group, c):
        self.update(group, c, {'users': []})


class UserGroupMembership(Resource):
    forces_new = ('user',)

    def create(self, c):
        self.update(c['user'], {'groups': []}, c)
        return c['user']

    def read(self, user):
        try:
            return {'user': user, 'groups': sorted(group['GroupName'] for group in listed('list_groups_for_user', 'Groups', UserName=user))}
        except iam.exceptions.NoSuchEntityException:
            return None

    def update(self, user, old, new):
        for group in set(old['groups']) - set(new['groups']):
            existing(iam.remove_user_from_group, GroupName=group, UserName=user)
        for group in set(new['groups']) - set(old['groups']):
            iam.add_user_to_group(GroupName=group, UserName=user)
        return user

    def delete(self, user, c):
        self.update(user, c, {'groups': []})


class Role(Resource):
    forces_new = ('name', 'path')

    def create(self, c):
        return iam.create_role(**given(
            RoleName=c['name'], Path=c['path'], AssumeRolePolicyDocument=c['assume_role_policy'], Description=c['description'], MaxSessionDuration=c['max_session_duration'],
            PermissionsBoundary=c['permissions_boundary'], Tags=tag_list(c['tags'])))['Role']['RoleName']

    def read(self, name):
        found = existing(iam.get_role, RoleName=name)
        if not found:
            return None
        found, trust = found['Role'], documents[0]
        inline = {}
        for policy in listed('list_role_policies', 'PolicyNames', RoleName=name):
            iam.get_role_policy(RoleName=name, PolicyName=policy)
            inline[policy] = documents[0]
        return {
            'name': found['RoleName'], 'path': found['Path'], 'assume_role_policy': trust, 'description': found.get('Description'), 'max_session_duration': found['MaxSessionDuration'],
            'permissions_boundary': boundary_of(found), 'tags': tag_map(found.get('Tags')), 'arn': found['Arn'], 'unique_id': found['RoleId'], 'create_date': instant(found['CreateDate']),
            'inline_policy': inline, 'managed_policy_arns': sorted(policy['PolicyArn'] for policy in listed('list_attached_role_policies', 'AttachedPolicies', RoleName=name))}

    def update(self, name, old, new):
        if self.changed(old, new, 'assume_role_policy'):
            iam.update_assume_role_policy(RoleName=name, PolicyDocument=new['assume_role_policy'])
        if self.changed(old, new, 'description'):
            iam.update_role_description(RoleName=name, Description=new['description'])
        if self.changed(old, new, 'max_session_duration'):
            iam.update_role(RoleName=name, MaxSessionDuration=new['max_session_duration'])
        if self.changed(old, new, 'permissions_boundary'):
            if new['permissions_boundary']:
                iam.put_role_permissions_boundary(RoleName=name, PermissionsBoundary=new['permissions_boundary'])
            else:
                iam.delete_role_permissions_boundary(RoleName=name)
        self.retag('role', {'RoleName': name}, old, new)
        return name

    def delete(self, name, c):
        for profile in listed('list_instance_profiles_for_role', 'InstanceProfiles', RoleName=name):
            iam.remove_role_from_instance_profile(InstanceProfileName=profile['InstanceProfileName'], RoleName=name)
        if c.get('force_detach_policies'):
            for policy in listed('list_attached_role_policies', 'AttachedPolicies', RoleName=name):
                existing(iam.detach_role_policy, RoleName=name, PolicyArn=policy['PolicyArn'])
            for policy in listed('list_role_policies', 'PolicyNames', RoleName=name):
                existing(iam.delete_role_policy, RoleName=name, PolicyName=policy)
        iam.delete_role(RoleName=name)


class AccessKey(Resource):
    forces_new = ('user',)

    def create(self, c):
        key = iam.create_access_key(UserName=c['user'])['AccessKey']
        if c['status'] == 'Inactive':
            iam.update_access_key(UserName=c['user'], AccessKeyId=key['AccessKeyId'], Status='Inactive')
        return key['AccessKeyId']

    def read(self, id):
        # An import knows the key's id alone; AWS answers for a key that is not there with AccessDenied.
        try:
            user = iam.get_access_key_last_used(AccessKeyId=id)['UserName']
        except botocore.exceptions.ClientError as refused:
            if refused.response['Error']['Code'] != 'AccessDenied':
                raise
            return None
        for key in listed('list_access_keys', 'AccessKeyMetadata', UserName=user):
            if key['AccessKeyId'] == id:
                return {'user': key['UserName'], 'status': key['Status'], 'create_date': instant(key['CreateDate'])}
        return None

    def update(self, id, old, new):
        iam.update_access_key(UserName=new['user'], AccessKeyId=id, Status=new['status'])
        return id

    def delete(self, id, c):
        iam.delete_access_key(UserName=c['user'], AccessKeyId=id)


class LoginProfile(Resource):
    forces_new = ('user', 'password_reset_required')

    def create(self, c):
        return iam.create_login_profile(UserName=c['user'], Password='Terraform-made-7!', PasswordResetRequired=c['password_reset_required'])['LoginProfile']['UserName']

    def read(self, user):
        found = existing(iam.get_login_profile, UserName=user)
        return found and {'user': found['LoginProfile']['UserName'], 'password_reset_required': found['LoginProfile']['PasswordResetRequired']}

    def delete(self, user, c):
        iam.delete_login_profile(UserName=user)


class VirtualMfaDevice(Resource):
    forces_new = ('name', 'path')

    def create(self, c):
        made = iam.create_virtual_mfa_device(VirtualMFADeviceName=c['name'], Path=c['path'], Tags=tag_list(c['tags']))['VirtualMFADevice']
        assert made['Base32StringSeed'] and made['QRCodePNG'].startswith(b'\x89PNG')
        return made['SerialNumber']

    def read(self, serial):
        if serial not in [device['SerialNumber'] for device in listed('list_virtual_mfa_devices', 'VirtualMFADevices')]:
            return None
        path, name = re.fullmatch(r'arn:aws:iam::\d{12}:mfa(/|/[!-~]+/)([\w+=,.@-]+)', serial).groups()
        return {'name': name, 'path': path, 'tags': tag_map(iam.list_mfa_device_tags(SerialNumber=serial)['Tags'])}

    def update(self, serial, old, new):
        self.retag('mfa_device', {'SerialNumber': serial}, old, new)
        return serial

    def delete(self, serial, c):
        iam.delete_virtual_mfa_device(SerialNumber=serial)
