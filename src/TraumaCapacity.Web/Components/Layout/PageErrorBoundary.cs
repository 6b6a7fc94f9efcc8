using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Routing;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Web.Features.Identity;

namespace TraumaCapacity.Web.Components.Layout;

/// <summary>Keeps a fault to the page on which it happened: the frame stays, a reference number ties the screen to the
/// log, and going to another page recovers. What is not the reader's shows as not found; an ended sign-in leads back to it.</summary>
public sealed partial class PageErrorBoundary : ErrorBoundaryBase, IDisposable
{
    private string reference = "";

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ILogger<PageErrorBoundary> Logger { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose() => Navigation.LocationChanged -= Moved;

    /// <inheritdoc />
    protected override void OnInitialized() => Navigation.LocationChanged += Moved;

    /// <inheritdoc />
    protected override Task OnErrorAsync(Exception exception)
    {
        if (exception is OutsideOwnAreaException or SignInEndedException)
            return Task.CompletedTask;
        reference = RandomNumberGenerator.GetString("23456789ABCDEFGHJKMNPQRSTVWXYZ", 6);
        // The type and the place, never the message: it may hold what a person typed.
        LogFault(Logger, reference, exception.GetType().FullName ?? "", exception.StackTrace ?? "");
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        switch (CurrentException)
        {
            case null:
                builder.AddContent(0, ChildContent);
                break;
            case OutsideOwnAreaException:
                builder.OpenComponent<NotFoundPage>(1);
                builder.CloseComponent();
                break;
            case SignInEndedException:
                builder.OpenComponent<EndOfSignIn>(2);
                builder.CloseComponent();
                break;
            default:
                builder.OpenComponent<PageFault>(3);
                builder.AddComponentParameter(4, nameof(PageFault.Reference), reference);
                builder.AddComponentParameter(5, nameof(PageFault.OnRetry), EventCallback.Factory.Create(this, Recover));
                builder.CloseComponent();
                break;
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "A page failed: reference {Reference}, {Type}\n{Stack}")]
    private static partial void LogFault(ILogger logger, string reference, string type, string stack);

    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        if (CurrentException is not null)
            _ = InvokeAsync(Recover);
    }
}
