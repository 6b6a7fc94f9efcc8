using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application.Identity;

/// <summary>Identity's store over a context that reaches accounts only. Who reads its rows can sign in as nobody: passwords
/// and recovery codes are hashes, and the key of an authenticator app is sealed with the application's keys, for its account alone.</summary>
internal sealed class AccountStore(TraumaDbContext context, IDataProtectionProvider protection, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<UserAccount, TraumaDbContext, Guid>(context, describer)
{
    private const string Sealed = "sealed:";
    private const string KeyLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int KeyLength = 32;

    /// <summary>Recovery codes are kept as hashes: like a password, they are only ever compared.</summary>
    public override Task ReplaceCodesAsync(UserAccount user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(OneTimeLink.Hash), cancellationToken);

    public override Task<bool> RedeemCodeAsync(UserAccount user, string code, CancellationToken cancellationToken) =>
        base.RedeemCodeAsync(user, OneTimeLink.Hash(code), cancellationToken);

    public override Task SetAuthenticatorKeyAsync(UserAccount user, string key, CancellationToken cancellationToken) =>
        base.SetAuthenticatorKeyAsync(user, Sealed + Protector(user).Protect(key), cancellationToken);

    /// <summary>The key, or <c>null</c> where there is none. A key that cannot be opened, because what sealed it is lost or it
    /// was another account's, reads as one that nobody knows: the second step stays, no code is right, and a recovery code
    /// still opens the account. A key from before keys were sealed is sealed when it is first read.</summary>
    public override async Task<string?> GetAuthenticatorKeyAsync(UserAccount user, CancellationToken cancellationToken)
    {
        var stored = await base.GetAuthenticatorKeyAsync(user, cancellationToken);
        if (string.IsNullOrEmpty(stored))
            return null;
        if (!stored.StartsWith(Sealed, StringComparison.Ordinal))
        {
            await SetAuthenticatorKeyAsync(user, stored, cancellationToken);
            await SaveChanges(cancellationToken);
            return stored;
        }

        try
        {
            return Protector(user).Unprotect(stored[Sealed.Length..]);
        }
        catch (CryptographicException)
        {
            return RandomNumberGenerator.GetString(KeyLetters, KeyLength);
        }
    }

    private IDataProtector Protector(UserAccount user) =>
        protection.CreateProtector("TraumaCapacity.AuthenticatorKey", user.Id.ToString());
}
