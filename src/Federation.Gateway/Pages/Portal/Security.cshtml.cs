using System.ComponentModel.DataAnnotations;
using Federation.Gateway.Http;
using Federation.Model.Passwords;
using Federation.Model.Results;
using Federation.Services.Pipeline;
using Federation.Services.SignIn;
using Federation.Services.UserSignIns;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages.Portal;

/// <summary>The step at which a device that was made is to be enabled.</summary>
/// <param name="Shown">Seed and QR code: in the answer to the form that made them, and null ever after.</param>
public sealed record AddingDevice(NewAuthenticator? Shown);

/// <summary>An IAM user's own security: the password and the MFA devices, as far as the user's policies let the user change them.</summary>
public sealed class SecurityModel(PortalSessions sessions, UserSecurity security, UserMfa mfa, Cookies cookies, TimeProvider timeProvider) : PageModel
{
    /// <summary>The session.</summary>
    public PortalSession? Session { get; private set; }

    /// <summary>What the account asks of passwords; null for the default.</summary>
    public PasswordPolicy? Policy { get; private set; }

    /// <summary>Why the change of the password was refused, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>True once the password is changed.</summary>
    public bool IsDone { get; private set; }

    /// <summary>The user's devices.</summary>
    public IReadOnlyList<OwnMfaDevice> Devices { get; private set; } = [];

    /// <summary>Why the devices are not shown, or null.</summary>
    public string? Withheld { get; private set; }

    /// <summary>Not null while a device waits for its two codes.</summary>
    public AddingDevice? Adding { get; private set; }

    /// <summary>What was done about a device, or null.</summary>
    public string? MfaDone { get; private set; }

    /// <summary>Why nothing was, or null.</summary>
    public string? MfaRefusal { get; private set; }

    /// <summary>True where what was typed to add a device is not the password.</summary>
    public bool IsPasswordRefused { get; private set; }

    /// <summary>The device whose code was refused, or null.</summary>
    public string? RefusedDevice { get; private set; }

    private RequestInfo Info => RequestInfos.InfoOf(HttpContext, timeProvider);

    /// <summary>Shows the forms.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await FindAsync(cancellationToken) ?? await ShowAsync(cancellationToken);

    /// <summary>Changes the password.</summary>
    public async Task<IActionResult> OnPostAsync(
        [FromForm, DataType(DataType.Password)] string? oldPassword, [FromForm, DataType(DataType.Password)] string? newPassword, [FromForm, DataType(DataType.Password)] string? repeated,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } elsewhere)
        {
            return elsewhere;
        }

        if (newPassword != repeated)
        {
            (Refusal, Response.StatusCode) = ("The two new passwords are not the same.", StatusCodes.Status400BadRequest);
        }
        else if (await security.ChangePasswordAsync(Session!, oldPassword, newPassword, Info, cancellationToken) is { } error)
        {
            (Refusal, Response.StatusCode) = (error.Message, error.HttpStatus);
        }

        IsDone = Refusal is null;
        return await ShowAsync(cancellationToken);
    }

    /// <summary>Makes a device for the present password and shows its QR code.</summary>
    public async Task<IActionResult> OnPostAddAsync([FromForm, DataType(DataType.Password)] string? password, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } elsewhere)
        {
            return elsewhere;
        }

        var begun = await mfa.BeginAsync(Session!, password, Info, cancellationToken);
        if (!begun.Succeeded)
        {
            IsPasswordRefused = begun.Error.Code == UserMfa.NotThePassword;
            return await RefuseAsync(begun.Error, cancellationToken);
        }

        Adding = new AddingDevice(begun.Value);
        return Page();
    }

    /// <summary>Enables it. Where the codes are wrong they are asked for again, and the QR code is not shown again.</summary>
    public async Task<IActionResult> OnPostEnableAsync(
        [FromForm, DataType(DataType.Password)] string? code1, [FromForm, DataType(DataType.Password)] string? code2, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } elsewhere)
        {
            return elsewhere;
        }

        if (await mfa.EnableAsync(Session!, code1, code2, Info, cancellationToken) is { } error)
        {
            Adding = error.Code is "InvalidAuthenticationCode" or "Throttling" ? new AddingDevice(null) : null;
            return await RefuseAsync(error, cancellationToken);
        }

        MfaDone = "Your authenticator app is added. You are asked for its code from your next sign-in on; this session goes on without MFA.";
        return await ShowAsync(cancellationToken);
    }

    /// <summary>Removes a device for a code of its own.</summary>
    public async Task<IActionResult> OnPostRemoveAsync([FromForm] string? serialNumber, [FromForm, DataType(DataType.Password)] string? code, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } elsewhere)
        {
            return elsewhere;
        }

        var removed = await mfa.RemoveAsync(Session!, serialNumber, code, Info, cancellationToken);
        if (!removed.Succeeded)
        {
            RefusedDevice = removed.Error.Code == "InvalidAuthenticationCode" ? serialNumber : null;
            return await RefuseAsync(removed.Error, cancellationToken);
        }

        MfaDone = removed.Value.IsDeleted
            ? $"Device {removed.Value.Name} is removed."
            : $"Device {removed.Value.Name} is no longer yours. It could not be deleted, and an administrator can.";
        return await ShowAsync(cancellationToken);
    }

    private async Task<IActionResult> RefuseAsync(AwsError error, CancellationToken cancellationToken)
    {
        (MfaRefusal, Response.StatusCode) = (error.Message, error.HttpStatus);
        return await ShowAsync(cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        if (Adding is null)
        {
            var listed = await mfa.ListAsync(Session!, Info, cancellationToken);
            Devices = listed.Value ?? [];
            Withheld = listed.Error?.Message;
        }

        return Page();
    }

    private async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        Session = await sessions.FindAsync(cookies.Session(Request), cancellationToken);
        if (Session?.User is null)
        {
            return LocalRedirect("/");
        }

        Policy = await security.PolicyAsync(Session, cancellationToken);
        return null;
    }
}
