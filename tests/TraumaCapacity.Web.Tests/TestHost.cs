using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Identity;
using TraumaCapacity.Tests;

namespace TraumaCapacity.Web.Tests;

/// <summary>The program on a database of its own, with the demonstration's people: one for each role.</summary>
public sealed partial class TestHost(TestPostgres server) : IAsyncLifetime
{
    private static readonly ApplicationLogin Login = new(ApplicationLogin.DefaultName, "for-tests-only");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("traumacapacity-web-");
    private WebApplicationFactory<Program>? factory;
    private NpgsqlDataSource? owner;

    public IServiceProvider Services => factory!.Services;

    /// <summary>The folder of keys and logs.</summary>
    public string Folder => folder.FullName;

    public async ValueTask InitializeAsync()
    {
        var connection = await server.CreateDatabaseAsync();
        owner = NpgsqlDataSource.Create(connection);
        var application = new NpgsqlConnectionStringBuilder(connection) { Username = Login.Name, Password = Login.Password };
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(builder => builder
            .UseEnvironment("Production")
            .UseSetting("ConnectionStrings:TraumaCapacity", application.ConnectionString)
            .UseSetting("Data:Folder", folder.FullName));
        await Services.GetRequiredService<DemoAccounts>().CreateAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (factory is not null)
            await factory.DisposeAsync();
        if (owner is not null)
            await owner.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>A browser without scripts: it keeps cookies and follows nothing by itself.</summary>
    public HttpClient Visitor() => factory!.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    /// <summary>A browser in which somebody has signed in.</summary>
    public async Task<HttpClient> SignedInAsync(string email, string password = DemoAccounts.Password)
    {
        var browser = Visitor();
        using var answer = await SignInAsync(browser, email, password);
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect, "{0} has an account", email);
        return browser;
    }

    public static Task<HttpResponseMessage> SignInAsync(HttpClient browser, string email, string password, string? returnUrl = null) =>
        PostAsync(
            browser,
            "/account/sign-in" + (returnUrl is null ? "" : $"?returnUrl={Uri.EscapeDataString(returnUrl)}"),
            "sign-in",
            ("Form.Email", email),
            ("Form.Password", password));

    /// <summary>Opens a page and sends one of its forms.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string address, string form, params (string Name, string Value)[] fields)
    {
        using var page = await browser.GetAsync(address);
        var values = fields.ToDictionary(f => f.Name, f => f.Value);
        values["_handler"] = form;
        values["__RequestVerificationToken"] = Token(await page.Content.ReadAsStringAsync());
        using var content = new FormUrlEncodedContent(values);
        return await browser.PostAsync(address, content);
    }

    public static string Token(string html) => FormToken().Match(html).Groups[1].Value;

    /// <summary>The first value of a query, as the database's owner.</summary>
    /// <param name="values">For <c>$1</c>, <c>$2</c> and so on; a parameter as it is, anything else as a value.</param>
    public async Task<object?> RunAsOwnerAsync(string sql, params object[] values)
    {
        await using var command = owner!.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync();
    }

    [ModuleInitializer]
    internal static void MigrateTheTemplate() =>
        TestPostgres.FillTemplateAsync = connection => DatabaseMigrator.MigrateAsync(connection, Login, CancellationToken.None);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
