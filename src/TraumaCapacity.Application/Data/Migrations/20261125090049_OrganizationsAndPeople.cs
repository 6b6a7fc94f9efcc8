using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TraumaCapacity.Application.Data.Migrations
{
    /// <inheritdoc />
    public partial class OrganizationsAndPeople : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "merged_into_id",
                schema: "programme",
                table: "person",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string[]>(
                name: "program_streams",
                schema: "programme",
                table: "organization",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.CreateTable(
                name: "person_merge",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kept_id = table.Column<Guid>(type: "uuid", nullable: false),
                    merged_id = table.Column<Guid>(type: "uuid", nullable: false),
                    merged_was_active = table.Column<bool>(type: "boolean", nullable: false),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    undone_by = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_merge", x => x.id);
                    table.CheckConstraint("ck_person_merge_two", "kept_id <> merged_id");
                    table.ForeignKey(
                        name: "fk_person_merge_person_kept_id",
                        column: x => x.kept_id,
                        principalSchema: "programme",
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_person_merge_person_merged_id",
                        column: x => x.merged_id,
                        principalSchema: "programme",
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "site",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    settings = table.Column<string[]>(type: "text[]", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_site", x => x.id);
                    table.CheckConstraint("ck_site_settings_known", "settings <@ array['URBAN', 'RURAL', 'REMOTE', 'NORTHERN']::text[]");
                    table.CheckConstraint("ck_site_settings_some", "cardinality(settings) > 0");
                    table.ForeignKey(
                        name: "fk_site_organization_organization_id",
                        column: x => x.organization_id,
                        principalSchema: "programme",
                        principalTable: "organization",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "person_merge_step",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    merge_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    table_name = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    row_id = table.Column<Guid>(type: "uuid", nullable: false),
                    act = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    before = table.Column<string>(type: "jsonb", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_merge_step", x => x.id);
                    table.CheckConstraint("ck_person_merge_step_act_known", "\"act\" in ('MOVED', 'REMOVED', 'WIDENED')");
                    table.ForeignKey(
                        name: "fk_person_merge_step_person_merge_merge_id",
                        column: x => x.merge_id,
                        principalSchema: "programme",
                        principalTable: "person_merge",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_person_merged_into_id",
                schema: "programme",
                table: "person",
                column: "merged_into_id");

            migrationBuilder.AddCheckConstraint(
                name: "ck_organization_program_streams_known",
                schema: "programme",
                table: "organization",
                sql: "program_streams <@ array['CAPC', 'CPNP', 'AHSUNC', 'OTHER']::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_person_merge_kept_id",
                schema: "programme",
                table: "person_merge",
                column: "kept_id");

            migrationBuilder.CreateIndex(
                name: "ix_person_merge_merged_id",
                schema: "programme",
                table: "person_merge",
                column: "merged_id");

            migrationBuilder.CreateIndex(
                name: "ix_person_merge_step_merge_id_number",
                schema: "programme",
                table: "person_merge_step",
                columns: new[] { "merge_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_site_organization_id_name",
                schema: "programme",
                table: "site",
                columns: new[] { "organization_id", "name" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_person_person_merged_into_id",
                schema: "programme",
                table: "person",
                column: "merged_into_id",
                principalSchema: "programme",
                principalTable: "person",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_person_person_merged_into_id",
                schema: "programme",
                table: "person");

            migrationBuilder.DropTable(
                name: "person_merge_step",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "site",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "person_merge",
                schema: "programme");

            migrationBuilder.DropIndex(
                name: "ix_person_merged_into_id",
                schema: "programme",
                table: "person");

            migrationBuilder.DropCheckConstraint(
                name: "ck_organization_program_streams_known",
                schema: "programme",
                table: "organization");

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                schema: "programme",
                table: "person");

            migrationBuilder.DropColumn(
                name: "program_streams",
                schema: "programme",
                table: "organization");
        }
    }
}
