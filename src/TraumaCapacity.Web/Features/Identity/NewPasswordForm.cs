namespace TraumaCapacity.Web.Features.Identity;

/// <summary>A password that is being chosen.</summary>
internal sealed class NewPasswordForm
{
    public string Password { get; set; } = "";
}
