using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application.Identity;

/// <summary>Identity's store over a context that reaches accounts only.</summary>
internal sealed class AccountStore(TraumaDbContext context, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<UserAccount, TraumaDbContext, Guid>(context, describer)
{
    /// <summary>Recovery codes are kept as hashes: like a password, they are only ever compared.</summary>
    public override Task ReplaceCodesAsync(UserAccount user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(OneTimeLink.Hash), cancellationToken);

    public override Task<bool> RedeemCodeAsync(UserAccount user, string code, CancellationToken cancellationToken) =>
        base.RedeemCodeAsync(user, OneTimeLink.Hash(code), cancellationToken);
}
