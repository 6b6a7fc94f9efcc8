using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Model.Tests.Identity;

public sealed class PasswordRuleTests
{
    [Theory]
    [InlineData("amber kettle on a shelf", null)]
    [InlineData("trente-sept outardes", null)]
    [InlineData("short", "Identity.PasswordLength")]
    [InlineData("elevenchars", "Identity.PasswordLength")]
    [InlineData("my name is Chiasson", "Identity.PasswordHoldsName")]
    [InlineData("maude.chiasson at work", "Identity.PasswordHoldsName")]
    [InlineData("Password123456789", "Identity.PasswordTooEasy")]
    [InlineData("motdepassemotdepasse", "Identity.PasswordTooEasy")]
    [InlineData("aaaaaaaaaaaaaaaa", "Identity.PasswordTooEasy")]
    [InlineData("123456789123456789", "Identity.PasswordTooEasy")]
    public void A_password_is_long_and_neither_a_name_nor_what_is_tried_first(string password, string? refusal)
    {
        var code = PasswordRule.Check(password, "maude.chiasson@example.org", "Maude Chiasson").Refusal?.Code;

        code.Should().Be(refusal);
    }

    [Fact]
    public void A_password_has_an_upper_limit_because_hashing_costs()
    {
        PasswordRule.Check(string.Concat(Enumerable.Repeat("abcdefghij", 20)), "a@example.org", "A").Succeeded.Should().BeTrue();
        PasswordRule.Check(string.Concat(Enumerable.Repeat("abcdefghij", 20)) + "k", "a@example.org", "A").Refusal.Should().Be(IdentityRefusals.PasswordLength);
    }
}
