using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using TraumaCapacity.Application.Data;

namespace TraumaCapacity.Application.Identity;

/// <summary>Identity's store over a context that reaches accounts only.</summary>
internal sealed class AccountStore(TraumaDbContext context, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<UserAccount, TraumaDbContext, Guid>(context, describer);
