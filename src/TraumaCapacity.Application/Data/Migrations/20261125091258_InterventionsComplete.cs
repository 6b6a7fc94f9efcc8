using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TraumaCapacity.Application.Data.Migrations
{
    /// <inheritdoc />
    public partial class InterventionsComplete : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_fidelity_response_session_id_item",
                schema: "programme",
                table: "fidelity_response");

            migrationBuilder.DropCheckConstraint(
                name: "ck_fidelity_response_item_known",
                schema: "programme",
                table: "fidelity_response");

            migrationBuilder.RenameColumn(
                name: "item",
                schema: "programme",
                table: "fidelity_response",
                newName: "rater");

            migrationBuilder.AddColumn<Guid>(
                name: "group_id",
                schema: "programme",
                table: "session_facilitator",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<int>(
                name: "children_in_care_count",
                schema: "programme",
                table: "intervention_session",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "late_count",
                schema: "programme",
                table: "intervention_session",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "not_held_reason",
                schema: "programme",
                table: "intervention_session",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "rescheduled_from",
                schema: "programme",
                table: "intervention_session",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "rescheduled_to",
                schema: "programme",
                table: "intervention_session",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "closed_on",
                schema: "programme",
                table: "intervention_group",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "completion_percent",
                schema: "programme",
                table: "intervention_group",
                type: "integer",
                nullable: false,
                defaultValue: 75);

            migrationBuilder.AddColumn<bool>(
                name: "interpretation_provided",
                schema: "programme",
                table: "intervention_group",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "meals_provided",
                schema: "programme",
                table: "intervention_group",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "session_minutes",
                schema: "programme",
                table: "intervention_group",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "slot_days",
                schema: "programme",
                table: "intervention_group",
                type: "integer",
                nullable: false,
                defaultValue: 90);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "slots_destroyed_at",
                schema: "programme",
                table: "intervention_group",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "slots_on",
                schema: "programme",
                table: "intervention_group",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "from_session",
                schema: "programme",
                table: "group_facilitator",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "to_session",
                schema: "programme",
                table: "group_facilitator",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "group_id",
                schema: "programme",
                table: "fidelity_response",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "item_id",
                schema: "programme",
                table: "fidelity_response",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.CreateTable(
                name: "adaptation_term",
                schema: "programme",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name_en = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    name_fr = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    is_retired = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_adaptation_term", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "anonymous_slot",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_anonymous_slot", x => x.id);
                    table.CheckConstraint("ck_anonymous_slot_code", "code ~ '^P[0-9]{2}$'");
                    table.ForeignKey(
                        name: "fk_anonymous_slot_intervention_group_group_id",
                        column: x => x.group_id,
                        principalSchema: "programme",
                        principalTable: "intervention_group",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "fidelity_checklist",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    curriculum_id = table.Column<Guid>(type: "uuid", nullable: true),
                    number = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fidelity_checklist", x => x.id);
                    table.CheckConstraint("ck_fidelity_checklist_number", "number >= 1");
                    table.ForeignKey(
                        name: "fk_fidelity_checklist_curriculum_curriculum_id",
                        column: x => x.curriculum_id,
                        principalSchema: "programme",
                        principalTable: "curriculum",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "group_partner",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_group_partner", x => x.id);
                    table.CheckConstraint("ck_group_partner_other", "partner_id <> organization_id");
                    table.ForeignKey(
                        name: "fk_group_partner_intervention_group_group_id",
                        column: x => x.group_id,
                        principalSchema: "programme",
                        principalTable: "intervention_group",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_group_partner_organization_partner_id",
                        column: x => x.partner_id,
                        principalSchema: "programme",
                        principalTable: "organization",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "session_adaptation",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    term_key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_session_adaptation", x => x.id);
                    table.ForeignKey(
                        name: "fk_session_adaptation_adaptation_term_term_key",
                        column: x => x.term_key,
                        principalSchema: "programme",
                        principalTable: "adaptation_term",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_session_adaptation_intervention_session_session_id",
                        column: x => x.session_id,
                        principalSchema: "programme",
                        principalTable: "intervention_session",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "slot_attendance",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_id = table.Column<Guid>(type: "uuid", nullable: false),
                    organization_id = table.Column<Guid>(type: "uuid", nullable: false),
                    slot_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_slot_attendance", x => x.id);
                    table.ForeignKey(
                        name: "fk_slot_attendance_anonymous_slot_slot_id",
                        column: x => x.slot_id,
                        principalSchema: "programme",
                        principalTable: "anonymous_slot",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_slot_attendance_intervention_session_session_id",
                        column: x => x.session_id,
                        principalSchema: "programme",
                        principalTable: "intervention_session",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "fidelity_item",
                schema: "programme",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    checklist_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    text_en = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    text_fr = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    is_topic = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fidelity_item", x => x.id);
                    table.CheckConstraint("ck_fidelity_item_position", "position >= 1");
                    table.ForeignKey(
                        name: "fk_fidelity_item_fidelity_checklist_checklist_id",
                        column: x => x.checklist_id,
                        principalSchema: "programme",
                        principalTable: "fidelity_checklist",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            // What was rated so far keeps its meaning: the elements become those of the standard checklist, rated by the
            // facilitators themselves; parts of sessions get the group of their session.
            migrationBuilder.Sql(
                """
                insert into programme.fidelity_checklist (id, curriculum_id, number, created_at)
                values ('0192f5a0-0000-7000-8000-000000000100', null, 1, now());
                insert into programme.fidelity_item (id, checklist_id, position, text_en, text_fr, is_topic, created_at) values
                    ('0192f5a0-0000-7000-8000-000000000101', '0192f5a0-0000-7000-8000-000000000100', 1, 'Opening check-in', 'Tour de table d’ouverture', false, now()),
                    ('0192f5a0-0000-7000-8000-000000000102', '0192f5a0-0000-7000-8000-000000000100', 2, 'Topic as in the manual', 'Thème conforme au manuel', true, now()),
                    ('0192f5a0-0000-7000-8000-000000000103', '0192f5a0-0000-7000-8000-000000000100', 3, 'Practice activity', 'Activité de mise en pratique', false, now()),
                    ('0192f5a0-0000-7000-8000-000000000104', '0192f5a0-0000-7000-8000-000000000100', 4, 'Closing and next step', 'Clôture et prochaine étape', false, now());
                update programme.fidelity_response f set
                    rater = 'SELF',
                    group_id = s.group_id,
                    item_id = (case f.rater
                        when 'OPENING_CHECK_IN' then '0192f5a0-0000-7000-8000-000000000101'
                        when 'TOPIC_AS_IN_MANUAL' then '0192f5a0-0000-7000-8000-000000000102'
                        when 'PRACTICE_ACTIVITY' then '0192f5a0-0000-7000-8000-000000000103'
                        else '0192f5a0-0000-7000-8000-000000000104' end)::uuid
                from programme.intervention_session s where s.id = f.session_id;
                update programme.session_facilitator f set group_id = s.group_id
                from programme.intervention_session s where s.id = f.session_id;
                alter table programme.fidelity_response alter column group_id drop default, alter column item_id drop default;
                alter table programme.session_facilitator alter column group_id drop default;
                """);

            migrationBuilder.CreateIndex(
                name: "ix_session_facilitator_group_id",
                schema: "programme",
                table: "session_facilitator",
                column: "group_id");

            migrationBuilder.AddCheckConstraint(
                name: "ck_intervention_session_children",
                schema: "programme",
                table: "intervention_session",
                sql: "children_in_care_count is null or children_in_care_count between 0 and 99");

            migrationBuilder.AddCheckConstraint(
                name: "ck_intervention_session_late",
                schema: "programme",
                table: "intervention_session",
                sql: "late_count is null or late_count between 0 and present_count");

            migrationBuilder.AddCheckConstraint(
                name: "ck_intervention_session_not_held_reason_known",
                schema: "programme",
                table: "intervention_session",
                sql: "\"not_held_reason\" in ('FACILITATOR_AWAY', 'WEATHER', 'TOO_FEW_PRESENT', 'PLACE_UNAVAILABLE', 'COMMUNITY_EVENT', 'OTHER')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_intervention_session_rescheduled_from",
                schema: "programme",
                table: "intervention_session",
                sql: "rescheduled_from is null or (status = 'HELD' and rescheduled_from <> held_on)");

            migrationBuilder.AddCheckConstraint(
                name: "ck_intervention_session_rescheduled_to",
                schema: "programme",
                table: "intervention_session",
                sql: "rescheduled_to is null or (status = 'RESCHEDULED' and rescheduled_to <> held_on)");

            migrationBuilder.AddCheckConstraint(
                name: "ck_intervention_group_completion",
                schema: "programme",
                table: "intervention_group",
                sql: "completion_percent between 1 and 100");

            migrationBuilder.AddCheckConstraint(
                name: "ck_intervention_group_session_minutes",
                schema: "programme",
                table: "intervention_group",
                sql: "session_minutes is null or session_minutes between 1 and 600");

            migrationBuilder.AddCheckConstraint(
                name: "ck_intervention_group_slot_days",
                schema: "programme",
                table: "intervention_group",
                sql: "slot_days between 0 and 90");

            migrationBuilder.AddCheckConstraint(
                name: "ck_group_facilitator_term",
                schema: "programme",
                table: "group_facilitator",
                sql: "from_session >= 1 and (to_session is null or to_session >= from_session)");

            migrationBuilder.CreateIndex(
                name: "ix_fidelity_response_group_id",
                schema: "programme",
                table: "fidelity_response",
                column: "group_id");

            migrationBuilder.CreateIndex(
                name: "ix_fidelity_response_item_id",
                schema: "programme",
                table: "fidelity_response",
                column: "item_id");

            migrationBuilder.CreateIndex(
                name: "ix_fidelity_response_session_id_item_id_rater",
                schema: "programme",
                table: "fidelity_response",
                columns: new[] { "session_id", "item_id", "rater" },
                unique: true);

            migrationBuilder.AddCheckConstraint(
                name: "ck_fidelity_response_rater_known",
                schema: "programme",
                table: "fidelity_response",
                sql: "\"rater\" in ('SELF', 'CO_FACILITATOR', 'OBSERVER')");

            migrationBuilder.CreateIndex(
                name: "ix_anonymous_slot_group_id_code",
                schema: "programme",
                table: "anonymous_slot",
                columns: new[] { "group_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_fidelity_checklist_curriculum_id_number",
                schema: "programme",
                table: "fidelity_checklist",
                columns: new[] { "curriculum_id", "number" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_fidelity_item_checklist_id_position",
                schema: "programme",
                table: "fidelity_item",
                columns: new[] { "checklist_id", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_group_partner_group_id_partner_id",
                schema: "programme",
                table: "group_partner",
                columns: new[] { "group_id", "partner_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_group_partner_partner_id",
                schema: "programme",
                table: "group_partner",
                column: "partner_id");

            migrationBuilder.CreateIndex(
                name: "ix_session_adaptation_group_id",
                schema: "programme",
                table: "session_adaptation",
                column: "group_id");

            migrationBuilder.CreateIndex(
                name: "ix_session_adaptation_session_id_term_key",
                schema: "programme",
                table: "session_adaptation",
                columns: new[] { "session_id", "term_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_session_adaptation_term_key",
                schema: "programme",
                table: "session_adaptation",
                column: "term_key");

            migrationBuilder.CreateIndex(
                name: "ix_slot_attendance_group_id",
                schema: "programme",
                table: "slot_attendance",
                column: "group_id");

            migrationBuilder.CreateIndex(
                name: "ix_slot_attendance_session_id_slot_id",
                schema: "programme",
                table: "slot_attendance",
                columns: new[] { "session_id", "slot_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_slot_attendance_slot_id",
                schema: "programme",
                table: "slot_attendance",
                column: "slot_id");

            migrationBuilder.AddForeignKey(
                name: "fk_fidelity_response_fidelity_item_item_id",
                schema: "programme",
                table: "fidelity_response",
                column: "item_id",
                principalSchema: "programme",
                principalTable: "fidelity_item",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_fidelity_response_fidelity_item_item_id",
                schema: "programme",
                table: "fidelity_response");

            migrationBuilder.DropTable(
                name: "fidelity_item",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "group_partner",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "session_adaptation",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "slot_attendance",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "fidelity_checklist",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "adaptation_term",
                schema: "programme");

            migrationBuilder.DropTable(
                name: "anonymous_slot",
                schema: "programme");

            migrationBuilder.DropIndex(
                name: "ix_session_facilitator_group_id",
                schema: "programme",
                table: "session_facilitator");

            migrationBuilder.DropCheckConstraint(
                name: "ck_intervention_session_children",
                schema: "programme",
                table: "intervention_session");

            migrationBuilder.DropCheckConstraint(
                name: "ck_intervention_session_late",
                schema: "programme",
                table: "intervention_session");

            migrationBuilder.DropCheckConstraint(
                name: "ck_intervention_session_not_held_reason_known",
                schema: "programme",
                table: "intervention_session");

            migrationBuilder.DropCheckConstraint(
                name: "ck_intervention_session_rescheduled_from",
                schema: "programme",
                table: "intervention_session");

            migrationBuilder.DropCheckConstraint(
                name: "ck_intervention_session_rescheduled_to",
                schema: "programme",
                table: "intervention_session");

            migrationBuilder.DropCheckConstraint(
                name: "ck_intervention_group_completion",
                schema: "programme",
                table: "intervention_group");

            migrationBuilder.DropCheckConstraint(
                name: "ck_intervention_group_session_minutes",
                schema: "programme",
                table: "intervention_group");

            migrationBuilder.DropCheckConstraint(
                name: "ck_intervention_group_slot_days",
                schema: "programme",
                table: "intervention_group");

            migrationBuilder.DropCheckConstraint(
                name: "ck_group_facilitator_term",
                schema: "programme",
                table: "group_facilitator");

            migrationBuilder.DropIndex(
                name: "ix_fidelity_response_group_id",
                schema: "programme",
                table: "fidelity_response");

            migrationBuilder.DropIndex(
                name: "ix_fidelity_response_item_id",
                schema: "programme",
                table: "fidelity_response");

            migrationBuilder.DropIndex(
                name: "ix_fidelity_response_session_id_item_id_rater",
                schema: "programme",
                table: "fidelity_response");

            migrationBuilder.DropCheckConstraint(
                name: "ck_fidelity_response_rater_known",
                schema: "programme",
                table: "fidelity_response");

            migrationBuilder.DropColumn(
                name: "group_id",
                schema: "programme",
                table: "session_facilitator");

            migrationBuilder.DropColumn(
                name: "children_in_care_count",
                schema: "programme",
                table: "intervention_session");

            migrationBuilder.DropColumn(
                name: "late_count",
                schema: "programme",
                table: "intervention_session");

            migrationBuilder.DropColumn(
                name: "not_held_reason",
                schema: "programme",
                table: "intervention_session");

            migrationBuilder.DropColumn(
                name: "rescheduled_from",
                schema: "programme",
                table: "intervention_session");

            migrationBuilder.DropColumn(
                name: "rescheduled_to",
                schema: "programme",
                table: "intervention_session");

            migrationBuilder.DropColumn(
                name: "closed_on",
                schema: "programme",
                table: "intervention_group");

            migrationBuilder.DropColumn(
                name: "completion_percent",
                schema: "programme",
                table: "intervention_group");

            migrationBuilder.DropColumn(
                name: "interpretation_provided",
                schema: "programme",
                table: "intervention_group");

            migrationBuilder.DropColumn(
                name: "meals_provided",
                schema: "programme",
                table: "intervention_group");

            migrationBuilder.DropColumn(
                name: "session_minutes",
                schema: "programme",
                table: "intervention_group");

            migrationBuilder.DropColumn(
                name: "slot_days",
                schema: "programme",
                table: "intervention_group");

            migrationBuilder.DropColumn(
                name: "slots_destroyed_at",
                schema: "programme",
                table: "intervention_group");

            migrationBuilder.DropColumn(
                name: "slots_on",
                schema: "programme",
                table: "intervention_group");

            migrationBuilder.DropColumn(
                name: "from_session",
                schema: "programme",
                table: "group_facilitator");

            migrationBuilder.DropColumn(
                name: "to_session",
                schema: "programme",
                table: "group_facilitator");

            migrationBuilder.DropColumn(
                name: "group_id",
                schema: "programme",
                table: "fidelity_response");

            migrationBuilder.DropColumn(
                name: "item_id",
                schema: "programme",
                table: "fidelity_response");

            migrationBuilder.RenameColumn(
                name: "rater",
                schema: "programme",
                table: "fidelity_response",
                newName: "item");

            migrationBuilder.CreateIndex(
                name: "ix_fidelity_response_session_id_item",
                schema: "programme",
                table: "fidelity_response",
                columns: new[] { "session_id", "item" },
                unique: true);

            migrationBuilder.AddCheckConstraint(
                name: "ck_fidelity_response_item_known",
                schema: "programme",
                table: "fidelity_response",
                sql: "\"item\" in ('OPENING_CHECK_IN', 'TOPIC_AS_IN_MANUAL', 'PRACTICE_ACTIVITY', 'CLOSING_AND_NEXT_STEP')");
        }
    }
}
