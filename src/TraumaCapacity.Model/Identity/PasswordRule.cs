namespace TraumaCapacity.Model.Identity;

/// <summary>Which passwords are accepted: long ones that are neither the person's name nor among those tried first. No
/// rules on kinds of characters and no expiry (NIST SP 800-63B, 3.1.1.2).</summary>
public static class PasswordRule
{
    /// <summary>In characters.</summary>
    public const int MinimumLength = 12;

    /// <summary>In characters; beyond it, hashing would be a burden that anyone could lay on the server.</summary>
    public const int MaximumLength = 200;

    // What people add to reach a length: a word or a run that guessing starts with.
    private static readonly string[] EasyParts =
    [
        "password", "motdepasse", "mot de passe", "123456789", "qwertyuiop", "azertyuiop", "traumacapacity", "letmein", "welcome", "bienvenue",
    ];

    /// <summary>Refused with <c>Identity.PasswordLength</c>, <c>Identity.PasswordHoldsName</c> or <c>Identity.PasswordTooEasy</c>.</summary>
    public static Result<Done> Check(string password, string email, string displayName)
    {
        if (password.Length is < MinimumLength or > MaximumLength)
            return IdentityRefusals.PasswordLength;
        var local = email.Split('@')[0];
        if (Holds(password, local) || displayName.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(part => Holds(password, part)))
            return IdentityRefusals.PasswordHoldsName;
        var rest = password;
        foreach (var part in EasyParts)
            rest = rest.Replace(part, "", StringComparison.OrdinalIgnoreCase);
        return rest.Distinct().Count() < 5 ? IdentityRefusals.PasswordTooEasy : Done.Instance;
    }

    private static bool Holds(string password, string name) =>
        name.Length >= 4 && password.Contains(name, StringComparison.OrdinalIgnoreCase);
}
