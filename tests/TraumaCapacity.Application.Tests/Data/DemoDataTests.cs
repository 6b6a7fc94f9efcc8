using Microsoft.AspNetCore.Identity;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Data.Seeding;
using TraumaCapacity.Application.Identity;

namespace TraumaCapacity.Application.Tests.Data;

/// <summary>The demonstration is made through the services, so a rule that it broke would have stopped it.</summary>
public sealed class DemoDataTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task The_demonstration_fills_an_empty_database_without_breaking_a_rule()
    {
        var hasher = new PasswordHasher<UserAccount>();
        var normalizer = new UpperInvariantLookupNormalizer();
        var signIns = new SignInService(test.Database, hasher, test.Clock);
        var accounts = new DemoAccounts(test.Database, signIns, hasher, normalizer, test.Clock);
        await accounts.CreateAsync(TestContext.Current.CancellationToken);
        var administration = new AccountService(test.Database, normalizer, test.Clock);
        await new DemoData(test.Application, accounts, administration).FillAsync(TestContext.Current.CancellationToken);

        (await accounts.IsUnfinishedAsync(TestContext.Current.CancellationToken)).Should().BeFalse();
        (await Count("programme.organization")).Should().Be(14);
        (await Count("programme.organization", "1 = 1 group by jurisdiction", distinct: true)).Should().Be(9);
        (await Count("evidence.interviewee")).Should().Be(27);
        (await Count("evidence.interview")).Should().Be(27);
        (await Count("evidence.transcript_version", "state = 'RELEASED' and word_count >= 3000")).Should().BeGreaterThanOrEqualTo(3);
        (await Count("evidence.transcript_version", "state = 'RELEASED' and word_count >= 3000 and language = 'FRENCH'")).Should().BePositive();
        (await Count("evidence.consensus_unit", "method in ('DISCUSSED', 'ADJUDICATED')")).Should().BeGreaterThan(20, "coders disagree");
        (await Count("evidence.cell_synthesis", "scope = 'ORGANIZATION'")).Should().BePositive();
        (await Count("evidence.interview_coding", "submitted_at is null")).Should().BeGreaterThan(3, "something is left to try");
        (await Count("programme.certification")).Should().BeInRange(40, 54);
        (await Count("programme.intervention_session", "status = 'HELD'")).Should().BeGreaterThan(200);
        (await Count("release.release", "state = 'PUBLISHED'")).Should().Be(1);
        (await Count("release.release_cell", "\"table\" = 'CHANGE_MATRIX' and status = 'SHOWN'")).Should().BeGreaterThanOrEqualTo(6);
        // Nothing that the custodian took out is left in what coders read.
        foreach (var demo in DemoInterview.All())
        {
            foreach (var identifier in demo.Identifiers)
            {
                (await Count(
                    "evidence.transcript_version v join evidence.interview i on i.id = v.interview_id",
                    $"i.number = {demo.Number} and v.text like '%' || $q${identifier.Find}$q$ || '%'")).Should().Be(0, $"interview {demo.Number}");
            }
        }
    }

    private async Task<long> Count(string from, string where = "true", bool distinct = false)
    {
        var sql = distinct ? $"select count(*) from (select 1 from {from} where {where}) g" : $"select count(*) from {from} where {where}";
        return (long)(await test.RunAsOwnerAsync(sql))!;
    }
}
