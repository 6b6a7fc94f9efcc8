namespace TraumaCapacity.Model.Identity;

/// <summary>What is refused around accounts.</summary>
public static class IdentityRefusals
{
    /// <summary>The link was used, replaced, or its time is over.</summary>
    public static Refusal LinkNotValid { get; } = new("Identity.LinkNotValid");

    /// <summary>The name to be shown is missing.</summary>
    public static Refusal NameMissing { get; } = new Refusal("Identity.NameMissing").For("DisplayName");

    /// <summary>The text is not an e-mail address.</summary>
    public static Refusal EmailNotValid { get; } = new Refusal("Identity.EmailNotValid").For("Email");

    /// <summary>Another account has the address.</summary>
    public static Refusal EmailTaken { get; } = new Refusal("Identity.EmailTaken").For("Email");

    /// <summary>The current password, asked for before a change, is wrong.</summary>
    public static Refusal WrongPassword { get; } = new Refusal("Identity.WrongPassword").For("CurrentPassword");

    /// <summary>The password holds the person's name or address.</summary>
    public static Refusal PasswordHoldsName { get; } = new Refusal("Identity.PasswordHoldsName").For("Password");

    /// <summary>The password is one that is tried first.</summary>
    public static Refusal PasswordTooEasy { get; } = new Refusal("Identity.PasswordTooEasy").For("Password");

    /// <summary>The last administrator keeps the role and the account.</summary>
    public static Refusal LastAdministrator { get; } = new("Identity.LastAdministrator");

    /// <summary>The person already holds the role.</summary>
    public static Refusal AlreadyGranted { get; } = new("Identity.AlreadyGranted");

    /// <summary>Only a coordinator's role is limited to an organization.</summary>
    public static Refusal LimitIsForCoordinators { get; } = new Refusal("Identity.LimitIsForCoordinators").For("Organization");

    /// <summary>Somebody changed the account in the meantime.</summary>
    public static Refusal ChangedByAnother { get; } = new("Identity.ChangedByAnother");

    /// <summary>The account, grant or organization does not exist.</summary>
    public static Refusal NotFound { get; } = new("Identity.NotFound");

    /// <summary>The password is too short or too long.</summary>
    public static Refusal PasswordLength { get; } =
        new Refusal("Identity.PasswordLength", PasswordRule.MinimumLength, PasswordRule.MaximumLength).For("Password");

    /// <summary>The name is too long.</summary>
    /// <param name="length">The greatest length, in characters.</param>
    public static Refusal NameTooLong(int length) => new Refusal("Identity.NameTooLong", length).For("DisplayName");
}
