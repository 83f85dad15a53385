"""Who gets what at every address of the portal: the table. An address that is not in it fails.

Columns: nobody signed in; officer, executive member and group lead of the partnership that
the address is about; the same three of another partnership; administrator. 302 leads to the
sign-in where a page is private; 404 means that the page does not exist for this person.
"""

import re

import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse

from publishing.children import Made
from records.models import Change
from tests import factories
from tests.world import build

ROLES = [
    *("nobody", "officer", "executive", "lead"),
    *("other officer", "other executive", "other lead", "administrator"),
]

PAGES = """
                                nobody  offic exec lead  other: off exec lead  admin

portal:home                       200    200  200  200          200  200  200   200
portal:partnership_home           200    200  200  200          200  200  200   200
portal:partnership_colour         200    200  200  200          200  200  200   200
portal:partnership_look           200    200  200  200          200  200  200   200
portal:start                      302    200  200  200          200  200  200   200

# sign-in: second factor (302: who has not shown it of late confirms first who they are)
mfa_index                         302    200  200  200          200  200  200   200
mfa_authenticate                  302    302  302  302          302  302  302   302
mfa_reauthenticate                302    302  302  302          302  302  302   302
mfa_activate_totp                 302    302  302  302          302  302  302   302
mfa_deactivate_totp               302    404  404  404          404  404  404   404
mfa_view_recovery_codes           302    404  404  404          404  404  404   404
mfa_generate_recovery_codes       302    302  302  302          302  302  302   302
mfa_download_recovery_codes       302    404  404  404          404  404  404   404
mfa_list_webauthn                 302    200  200  200          200  200  200   200
mfa_add_webauthn                  302    302  302  302          302  302  302   302
mfa_reauthenticate_webauthn       302    302  302  302          302  302  302   302
mfa_remove_webauthn               302    302  302  302          302  302  302   302
mfa_edit_webauthn                 302    302  302  302          302  302  302   302
mfa_login_webauthn                302    302  302  302          302  302  302   302
partnership:end_partnership       302    404  404  404          404  404  404   200
partnership:go_on                 302    404  404  404          404  404  404   200
partnership:reset_second_factor   302    404  404  404          404  404  404   200

# portal: administration, audit
portal:administration             302    403  403  403          403  403  403   200
portal:guide_list                 302    200  200  200          200  200  200   200
portal:guide_detail               302    200  200  200          200  200  200   200
portal:guide_picture              302    200  200  200          200  200  200   200
portal:founding_start             302    403  403  403          403  403  403   200
portal:founding_step              302    403  403  403          403  403  403   200
portal:founding_check             302    403  403  403          403  403  403   302
portal:founding_done              302    403  403  403          403  403  403   302
portal:archive_list               302    403  403  403          403  403  403   200
portal:archive_add                302    403  403  403          403  403  403   200
portal:archive_detail             302    403  403  403          403  403  403   200
portal:archive_file               302    403  403  403          403  403  403   200
portal:audit_list                 302    200  403  403          200  403  403   200
portal:audit_export               302    200  403  403          200  403  403   200
portal:audit_thing                302    200  403  403          404  403  403   200

# portal: privacy
portal:data_protection            302    403  403  403          403  403  403   200
portal:my_data                    302    200  200  200          200  200  200   200
portal:data_protection_person     302    403  403  403          403  403  403   200
publishing:edition_take_out       302    200  403  403          404  404  404   200

# portal: seen from outside
health:metrics                    404    404  404  404          404  404  404   404

# portal: find, my place
portal:search                     200    200  200  200          200  200  200   200
portal:partnership_search         200    200  200  200          200  200  200   200
portal:place_list                 200    200  200  200          200  200  200   200
portal:place_page                 200    200  200  200          200  200  200   200

# portal: site texts, feeds, data
portal:site_text                  200    200  200  200          200  200  200   200
portal:security_txt               200    200  200  200          200  200  200   200
portal:robots_txt                 200    200  200  200          200  200  200   200
portal:sitemap                    200    200  200  200          200  200  200   200
portal:partnership_feed           200    200  200  200          200  200  200   200
portal:api                        200    200  200  200          200  200  200   200
portal:data_partnerships          200    200  200  200          200  200  200   200
portal:data_partnership           200    200  200  200          200  200  200   200
portal:data_plans                 200    200  200  200          200  200  200   200
portal:data_plan                  200    200  200  200          200  200  200   200
portal:data_events                200    200  200  200          200  200  200   200
portal:data_answers               200    200  200  200          200  200  200   200
portal:data_posts                 200    200  200  200          200  200  200   200

# partnership: library, case reviews, contacts
partnership:about                 200    200  200  200          200  200  200   200
partnership:contacts              200    200  200  200          200  200  200   200
partnership:library               200    200  200  200          200  200  200   200
partnership:library_file          200    200  200  200          200  200  200   200
partnership:case_review           200    200  200  200          200  200  200   200

# publishing: requests for formats
publishing:format_request_add     200    200  200  200          200  200  200   200
publishing:format_request_page    200    200  200  200          200  200  200   200
publishing:format_request_list    302    200  403  403          404  404  404   200
publishing:format_request_detail  302    200  403  403          404  404  404   200
publishing:format_request_promise
                                  302    200  403  403          404  404  404   200
publishing:format_request_move    302    200  403  403          404  404  404   200

# publishing: communications
publishing:telling_home           302    302  302  302          302  302  302   200
publishing:communication_list     302    200  200  200          404  404  404   200
publishing:communication_csv      302    200  200  200          404  404  404   200
publishing:communication_add      302    200  403  403          404  404  404   200
publishing:communication_edit     302    200  403  403          404  404  404   200
publishing:communication_move     302    200  403  403          404  404  404   200
publishing:workspace_post_list    302    200  200  200          404  404  404   200
publishing:post_add               302    200  403  403          404  404  404   200
publishing:post_preview           302    200  200  200          404  404  404   200
publishing:post_edit              302    200  403  403          404  404  404   200
publishing:post_publish           302    200  403  403          404  404  404   200
publishing:post_withdraw          302    200  403  403          404  404  404   200
publishing:message_pack           302    200  200  200          404  404  404   200
publishing:message_notice         302    200  200  200          404  404  404   200
publishing:message_pack_file      302    200  200  200          404  404  404   200
publishing:post_list              200    200  200  200          200  200  200   200
publishing:post_page              200    200  200  200          200  200  200   200

# publishing: words explained
publishing:term_list              302    200  200  200          404  404  404   200
publishing:term_add               302    200  403  403          404  404  404   200
publishing:term_edit              302    200  403  403          404  404  404   200
publishing:term_remove            302    200  403  403          404  404  404   200

# plans: formats of an edition

# plans: easy read
plans:plan_extend                 302    200  403  403          404  404  404   200

# priorities: figures
priorities:measure_list           302    200  200  200          404  404  404   200
priorities:measure_detail         302    200  200  200          404  404  404   200
priorities:measure_csv            302    200  200  200          404  404  404   200
priorities:measure_comparison_csv
                                  302    200  200  200          404  404  404   200
priorities:figure_source          302    200  200  200          404  404  404   200
priorities:comparator_group_list  302    200  200  200          404  404  404   200
priorities:measure_add            302    200  403  403          404  404  404   200
priorities:measure_edit           302    200  403  403          404  404  404   200
priorities:figure_add             302    200  403  403          404  404  404   200
priorities:figure_answer          302    200  403  403          404  404  404   200
priorities:break_add              302    200  403  403          404  404  404   200
priorities:published_comparison_add
                                  302    200  403  403          404  404  404   200
priorities:published_comparison_edit
                                  302    200  403  403          404  404  404   200
priorities:comparator_group_add   302    200  403  403          404  404  404   200
priorities:comparator_group_edit  302    200  403  403          404  404  404   200

# priorities: imports
priorities:evidence_import_list   302    200  200  200          404  404  404   200
priorities:evidence_import_add    302    200  403  403          404  404  404   200
priorities:evidence_import_detail 302    200  200  200          404  404  404   200
priorities:evidence_import_file   302    200  200  200          404  404  404   200
priorities:national_import_list   302    403  403  403          403  403  403   200
priorities:national_import_add    302    403  403  403          403  403  403   200

# priorities: surveys
priorities:survey_list            302    200  200  200          404  404  404   200
priorities:survey_detail          302    200  200  200          404  404  404   200
priorities:finding_detail         302    200  200  200          404  404  404   200
priorities:evidence_statement_list
                                  302    200  200  200          404  404  404   200
priorities:survey_add             302    200  403  403          404  404  404   200
priorities:survey_edit            302    200  403  403          404  404  404   200
priorities:survey_template        302    200  403  403          404  404  404   200
priorities:statement_add          302    200  403  403          404  404  404   200
priorities:statement_edit         302    200  403  403          404  404  404   200
priorities:evidence_statement_add
                                  302    200  403  403          404  404  404   200
priorities:evidence_statement_edit
                                  302    200  403  403          404  404  404   200

# priorities: lists
priorities:workspace_priority_list
                                  302    200  200  200          404  404  404   200
priorities:priority_list_detail   302    200  200  200          404  404  404   200
priorities:workspace_priority_detail
                                  302    200  200  200          404  404  404   200
priorities:priority_list_add      302    200  403  403          404  404  404   200
priorities:priority_list_edit     302    200  403  403          404  404  404   200
priorities:cross_theme_add        302    200  403  403          404  404  404   200
priorities:cross_theme_edit       302    200  403  403          404  404  404   200
priorities:referral_add           302    200  403  403          404  404  404   200
priorities:referral_edit          302    200  403  403          404  404  404   200
priorities:referral_answer        302    200  403  403          404  404  404   200
priorities:strand_note_edit       302    200  403  403          404  404  404   200
priorities:entry_edit             302    200  403  403          404  404  404   200
priorities:priority_add           302    200  403  403          404  404  404   200
priorities:priority_edit          302    200  403  403          404  404  404   200
priorities:priority_rename        302    200  403  403          404  404  404   200
priorities:priority_merge         302    200  403  403          404  404  404   200
priorities:priority_retire        302    200  403  403          404  404  404   200
priorities:priority_restore       302    200  403  403          404  404  404   200

# priorities: rounds
priorities:priority_home          302    302  302  302          302  302  302   200
priorities:round_list             302    200  200  200          404  404  404   200
priorities:round_detail           302    200  200  403          404  404  404   200
priorities:round_add              302    200  403  403          404  404  404   200
priorities:round_edit             302    200  403  403          404  404  404   200
priorities:candidate_add          302    302  403  403          404  404  404   302
priorities:candidate_edit         302    302  403  403          404  404  404   302
priorities:candidate_evidence     302    200  403  403          404  404  404   200
priorities:evidence_add           302    200  403  403          404  404  404   200
priorities:scheme_detail          302    200  200  200          404  404  404   200
priorities:scheme_add             302    200  403  403          404  404  404   200
priorities:scheme_edit            302    302  403  403          404  404  404   302
priorities:criterion_add          302    302  403  403          404  404  404   302
priorities:criterion_edit         302    302  403  403          404  404  404   302

# priorities: scoring
priorities:score_edit             302    403  200  403          404  404  404   403
priorities:score_spread           302    200  302  403          404  404  404   200
priorities:score_interest         302    403  200  403          404  404  404   403
priorities:score_results          302    200  200  403          404  404  404   200
priorities:score_session          302    403  403  403          404  404  404   403
priorities:decision_record        302    302  403  403          404  404  404   302
priorities:decision_meeting_add   302    302  403  403          404  404  404   302
priorities:decision_correct       302    404  404  404          404  404  404   404

# priorities: public
priorities:priority_list          200    200  200  200          200  200  200   200
priorities:priority_page          200    200  200  200          200  200  200   200
priorities:side_by_side           200    200  200  200          200  200  200   200
priorities:side_by_side_csv       200    200  200  200          200  200  200   200
priorities:earlier_list           200    200  200  200          200  200  200   200
priorities:comparison_csv         200    200  200  200          200  200  200   200

# plans: the editor

# plans: kept texts, joining, history
plans:kept_list                   302    200  200  200          200  200  200   200
plans:kept_join                   302    200  404  404          404  404  404   404
plans:kept_discard                302    200  404  404          404  404  404   404
plans:plan_history                302    200  200  200          404  404  404   200
plans:section_history             302    200  200  200          404  404  404   200
plans:section_compare             302    302  302  302          404  404  404   302

# plans: the tree of sections
plans:plan_arrange                302    200  403  403          404  404  404   200
plans:plan_taken_out              302    200  200  200          404  404  404   200

# plans: the actions grid and progress
plans:action_grid                 302    200  200  200          404  404  404   200
plans:action_export               302    200  200  200          404  404  404   200
plans:action_paste                302    200  403  403          404  404  404   200
plans:progress_edit               302    200  403  403          404  404  404   200

# plans: comments, checks, what changed since
plans:comment_list                302    200  200  200          404  404  404   200
plans:plan_comment_add            302    200  200  200          404  404  404   200
plans:comment_add                 302    200  200  200          404  404  404   200
plans:comment_reply               302    200  200  200          404  404  404   200
plans:check_add                   302    200  403  403          404  404  404   200
plans:plan_changes                302    200  200  200          404  404  404   200
plans:check_page                  200    200  200  200          200  200  200   200

# plans: approval and schedule
plans:step_list                   302    200  403  403          404  404  404   200
plans:step_add                    302    200  403  403          404  404  404   200
plans:step_edit                   302    200  403  403          404  404  404   200

# plans: checklist and previews
plans:plan_checklist              302    200  200  200          404  404  404   200
plans:requirement_state           302    200  403  403          404  404  404   200
plans:plan_preview_large          302    200  200  200          404  404  404   200
plans:section_preview             302    200  200  200          404  404  404   200

# plans: both languages and Easy Read
plans:plan_welsh                  302    200  200  200          404  404  404   200
plans:welsh_edit                  302    200  403  403          404  404  404   200
plans:easy_read_edit              302    200  403  403          404  404  404   200
plans:easy_read_line_add          302    200  403  403          404  404  404   200
plans:easy_read_line_edit         302    200  403  403          404  404  404   200
plans:easy_read_preview           302    200  200  200          404  404  404   200
plans:easy_read_page              200    200  200  200          200  200  200   200
plans:easy_read_pdf               404    404  404  404          404  404  404   404

# plans: Word files and past plans
plans:plan_import_add             302    200  403  403          404  404  404   200
plans:plan_import_detail          302    200  403  403          404  404  404   200
plans:plan_import_file            302    200  403  403          404  404  404   200
plans:plan_import_picture         302    404  403  403          404  404  404   404
plans:past_plan_list              302    200  403  403          404  404  404   200
plans:past_plan_add               302    200  403  403          404  404  404   200
plans:past_plan_edit              302    200  403  403          404  404  404   200
plans:past_plan_original          302    200  403  403          404  404  404   200
plans:past_plan_page              200    200  200  200          200  200  200   200
plans:past_plan_file              200    200  200  200          200  200  200   200

# plans: next year's plan
plans:plan_carry                  302    200  200  200          404  404  404   200
plans:plan_since                  404    404  404  404          404  404  404   404

# plans: drafts for consultation
plans:draft_release               302    200  403  403          404  404  404   200
plans:draft_detail                302    200  200  200          404  404  404   200
plans:draft_answers               302    200  200  200          404  404  404   200
plans:reply_add                   302    200  403  403          404  404  404   200
plans:reply_answer                302    200  403  403          404  404  404   200
plans:reply_set_aside             302    200  403  403          404  404  404   200
plans:draft_page                  200    200  200  200          200  200  200   200
plans:draft_pdf                   200    200  200  200          200  200  200   200
plans:draft_reply_page            200    200  200  200          200  200  200   200
plans:draft_replied               200    200  200  200          200  200  200   200
plans:draft_paper                 200    200  200  200          200  200  200   200
plans:draft_answers_page          404    404  404  404          404  404  404   404

# plans: review
plans:candidate_detail            302    200  200  403          404  404  404   200
plans:review_pack                 302    200  200  403          404  404  404   200
plans:review_pack_pdf             302    200  200  403          404  404  404   200

# events: setup
events:workspace_event_list       302    200  200  200          200  200  200   200
events:event_detail               302    200  200  200          404  404  404   200
events:event_add                  302    200  403  403          404  404  404   200
events:event_edit                 302    200  403  403          404  404  404   200
events:event_texts                302    200  403  403          404  404  404   200
events:series_add                 302    200  403  403          404  404  404   200
events:series_edit                302    200  403  403          404  404  404   200
events:workshop_add               302    200  403  403          404  404  404   200
events:workshop_edit              302    200  403  403          404  404  404   200
events:attendance_edit            302    200  403  403          404  404  404   200
events:tables_edit                302    200  403  403          404  404  404   200
events:consultation_edit          302    200  403  403          404  404  404   200
events:consultation_import        302    200  403  403          404  404  404   200

# events: night
events:event_night                302    200  200  200          404  404  404   200
events:event_wall                 302    200  200  200          404  404  404   200
events:event_wall_board           302    200  200  200          404  404  404   200
events:table_sheets               302    200  403  403          404  404  404   200

# events: entries
events:contribution_list          302    200  200  200          404  404  404   200
events:contribution_add           302    200  403  403          404  404  404   200
events:contribution_edit          302    200  403  403          404  404  404   200
events:contribution_export        302    200  403  403          404  404  404   200
events:import_add                 302    200  403  403          404  404  404   200
events:import_detail              302    200  403  403          404  404  404   200
events:import_template            302    200  403  403          404  404  404   200

# events: coding
events:theme_list                 302    200  200  200          404  404  404   200
events:theme_detail               302    200  200  200          404  404  404   200
events:series_comparison          302    200  200  200          404  404  404   200
events:series_comparison_csv      302    200  200  200          404  404  404   200
events:theme_coding               302    200  403  403          404  404  404   200
events:theme_coding_list          302    200  403  403          404  404  404   200
events:theme_add                  302    200  403  403          404  404  404   200
events:theme_edit                 302    200  403  403          404  404  404   200
events:theme_merge                302    200  403  403          404  404  404   200
events:theme_split                302    200  403  403          404  404  404   200
events:theme_unmerge              302    200  403  403          404  404  404   200
events:contribution_redact        302    200  403  403          404  404  404   200

# events: report
events:report_detail              302    200  200  200          404  404  404   200
events:report_preview             302    200  200  200          404  404  404   200
events:report_preview_pdf         302    200  200  200          404  404  404   200
events:report_edition             302    200  200  200          404  404  404   200
events:report_publish             302    200  403  403          404  404  404   200
events:report_withdraw            302    200  403  403          404  404  404   200
events:line_add                   302    200  403  403          404  404  404   200
events:line_edit                  302    200  403  403          404  404  404   200

# events: capture

events:capture_page               200    200  200  200          200  200  200   200
events:capture_state              401    401  401  401          401  401  401   401
events:capture_tables             200    200  200  200          200  200  200   200
events:capture_worker             200    200  200  200          200  200  200   200

# events: public
events:event_list                 200    200  200  200          200  200  200   200
events:events_calendar            200    200  200  200          200  200  200   200
events:event_page                 200    200  200  200          200  200  200   200
events:event_calendar             200    200  200  200          200  200  200   200
events:report_page                200    200  200  200          200  200  200   200
events:report_file                200    200  200  200          200  200  200   200
events:report_edition_page        200    200  200  200          200  200  200   200
events:report_edition_file        200    200  200  200          200  200  200   200

plans:plan_list                   200    200  200  200          200  200  200   200
plans:plan_page                   200    200  200  200          200  200  200   200
plans:plan_file                   200    200  200  200          200  200  200   200
plans:plan_figures                200    200  200  200          200  200  200   200
plans:edition_changes             404    404  404  404          404  404  404   404
plans:edition_page                200    200  200  200          200  200  200   200
plans:edition_file                200    200  200  200          200  200  200   200
plans:picture                     404    200  200  200          404  404  404   200

plans:workspace_plan_list         302    200  200  200          200  200  200   200
plans:plan_detail                 302    200  200  200          404  404  404   200
plans:plan_preview                302    200  200  200          404  404  404   200
plans:plan_preview_pdf            302    200  200  200          404  404  404   200
plans:section_detail              302    200  200  200          404  404  404   200
plans:plan_add                    302    200  403  403          404  404  404   200
plans:plan_edit                   302    200  403  403          404  404  404   200
plans:section_add                 302    200  403  403          404  404  404   200
plans:section_edit                302    200  403  403          404  404  404   200
plans:block_add                   302    200  403  403          404  404  404   200
plans:picture_add                 302    200  403  403          404  404  404   200
plans:action_add                  302    200  403  403          404  404  404   200
plans:block_edit                  302    200  403  403          404  404  404   200
plans:action_edit                 302    200  403  403          404  404  404   200
plans:plan_agree                  302    200  200  200          404  404  404   200
plans:plan_publish                302    200  403  403          404  404  404   200
plans:edition_detail              302    200  200  200          404  404  404   200
plans:edition_text                302    200  200  200          404  404  404   200
plans:edition_text_pdf            302    200  200  200          404  404  404   200
plans:edition_withdraw            302    200  403  403          404  404  404   200
plans:figure_edit                 302    200  403  403          404  404  404   200

partnership:people_list           302    200  404  404          404  404  404   200
partnership:invite_person         302    200  404  404          404  404  404   200
partnership:end_role              302    200  404  404          404  404  404   200
partnership:withdraw_invitation   302    200  404  404          404  404  404   200
partnership:accept_invitation     200    403  403  403          403  403  403   403

account_login                     200    302  302  302          302  302  302   302
account_logout                    302    200  200  200          200  200  200   200
account_inactive                  200    200  200  200          200  200  200   200
account_signup                    200    302  302  302          302  302  302   302
account_reauthenticate            302    200  200  200          200  200  200   200
account_email                     302    200  200  200          200  200  200   200
account_email_verification_sent   200    200  200  200          200  200  200   200
account_change_password           302    200  200  200          200  200  200   200
account_set_password              302    302  302  302          302  302  302   302
account_reset_password            200    200  200  200          200  200  200   200
account_confirm_login_code        302    302  302  302          302  302  302   302
account_confirm_email             200    200  200  200          200  200  200   200
account_reset_password_from_key   200    200  200  200          200  200  200   200
account_reset_password_from_key_done
                                  200    200  200  200          200  200  200   200
account_reset_password_done       200    200  200  200          200  200  200   200

# plans: actions and public progress
plans:action_board                302    200  200  200          404  404  404   200
plans:action_timeline             302    200  200  200          404  404  404   200
plans:action_rollup               302    200  200  200          404  404  404   200
plans:action_detail               302    200  200  200          404  404  404   200
plans:milestone_add               302    200  403  403          404  404  404   200
plans:milestone_edit              302    200  403  403          404  404  404   200
plans:progress_show               302    200  403  403          404  404  404   200
plans:progress                    200    200  200  200          200  200  200   200
plans:progress_page               200    200  200  200          200  200  200   200

# plans: a group's report
plans:group_report                302    200  403  403          404  404  404   200
plans:group_report_preview        302    200  403  403          404  404  404   200
plans:group_report_sheet          302    200  403  403          404  404  404   200
plans:group_report_bring          302    200  403  403          404  404  404   200
plans:report_file                 302    200  200  403          404  404  404   200

# plans: the officer's quarter
plans:progress_home               302    302  302  302          302  302  302   200
plans:quarter_list                302    200  200  200          404  404  404   200
plans:quarter_detail              302    200  200  200          404  404  404   200
plans:quarter_open                302    200  403  403          404  404  404   200
plans:quarter_close               302    200  403  403          404  404  404   200
plans:quarter_correct             302    200  403  403          404  404  404   200
plans:quarter_remind              302    200  403  403          404  404  404   200
plans:quarter_return              302    200  403  403          404  404  404   200

# plans: money and risks
plans:money_home                  302    200  200  200          404  404  404   200
plans:money_spent                 302    200  200  200          404  404  404   200
plans:money_csv                   302    200  200  200          404  404  404   200
plans:money_budget                302    200  403  403          404  404  404   200
plans:money_source_add            302    200  403  403          404  404  404   200
plans:money_source_edit           302    200  403  403          404  404  404   200
plans:funding_line_add            302    200  403  403          404  404  404   200
plans:funding_line_detail         302    200  200  200          404  404  404   200
plans:funding_line_edit           302    200  403  403          404  404  404   200
plans:funding_line_remove         302    200  403  403          404  404  404   200
plans:funding_amount_add          302    200  403  403          404  404  404   200
plans:funding_amount_edit         302    200  403  403          404  404  404   200
plans:funding_amount_remove       302    200  403  403          404  404  404   200
plans:risk_list                   302    200  200  200          404  404  404   200
plans:risk_detail                 302    200  200  200          404  404  404   200
plans:risk_add                    302    200  403  403          404  404  404   200
plans:risk_edit                   302    200  403  403          404  404  404   200
plans:risk_review                 302    200  403  403          404  404  404   200
plans:risk_close                  302    200  403  403          404  404  404   200

# plans: performance reports
plans:quarter_report_list         302    200  200  200          404  404  404   200
plans:quarter_report_detail       302    200  200  200          404  404  404   200
plans:quarter_report_edit         302    200  403  403          404  404  404   200
plans:quarter_report_edition      302    404  404  404          404  404  404   404
plans:quarter_report_pdf          302    404  404  404          404  404  404   404
plans:ask_action                  302    200  403  403          404  404  404   200
plans:ask_target                  302    200  403  403          404  404  404   200
plans:ask_risk                    302    200  403  403          404  404  404   200

# plans: funder's returns
plans:funder_return_list          302    200  200  200          404  404  404   200
plans:funder_return_add           302    200  403  403          404  404  404   200
plans:funder_return_detail        302    200  200  200          404  404  404   200
plans:funder_return_edit          302    200  403  403          404  404  404   200
plans:funder_return_publish       302    200  403  403          404  404  404   200
plans:funder_return_file          302    200  200  200          404  404  404   200
plans:funder_return_edition       302    404  404  404          404  404  404   404
plans:funder_return_pdf           302    404  404  404          404  404  404   404

# plans: threads
plans:thread_page                 302    200  200  200          404  404  404   200
plans:public_thread               200    200  200  200          200  200  200   200

# plans: answers
plans:response_list               302    200  200  200          404  404  404   200
plans:response_add                302    302  403  403          404  404  404   302
plans:response_edit               302    200  403  403          404  404  404   200
plans:response_update_add         302    200  403  403          404  404  404   200
plans:response_update_edit        302    200  403  403          404  404  404   200
plans:silence                     302    200  200  200          404  404  404   200
plans:answer_list                 200    200  200  200          200  200  200   200
plans:answer_csv                  200    200  200  200          200  200  200   200
plans:answer_page                 200    200  200  200          200  200  200   200
plans:table_answers               200    200  200  200          200  200  200   200
plans:reply_answers               404    404  404  404          404  404  404   404

# events: meetings, set up and public
events:meeting_home               302    302  302  302          302  302  302   302
events:meeting_list               302    200  200  200          404  404  404   200
events:meeting_add                302    200  403  403          404  404  404   200
events:public_meeting_add         302    200  403  403          404  404  404   200
events:meeting_edit               302    200  403  403          404  404  404   200
events:meeting_move               302    200  403  403          404  404  404   200
events:meeting_cancel             302    200  403  403          404  404  404   200
events:agenda_edit                302    200  403  403          404  404  404   200
events:agenda_page                302    200  200  200          404  404  404   200
events:agenda_send                302    200  403  403          404  404  404   200
events:agenda_item_add            302    200  403  403          404  404  404   200
events:agenda_item_edit           302    200  403  403          404  404  404   200
events:paper_add                  302    200  403  403          404  404  404   200
events:paper_file                 302    200  200  200          404  404  404   200
events:agenda_template_list       302    200  403  403          404  404  404   200
events:agenda_template_add        302    200  403  403          404  404  404   200
events:agenda_template_edit       302    200  403  403          404  404  404   200
events:meeting_page               200    200  200  200          200  200  200   200
events:meeting_calendar           200    200  200  200          200  200  200   200
events:meeting_paper              404    404  404  404          404  404  404   404

# events: meetings, notes
events:meeting_detail             302    200  200  200          404  404  404   200
events:meeting_notes              302    200  200  200          404  404  404   200
events:meeting_action_list        302    200  200  200          404  404  404   200
events:item_notes                 302    200  403  403          404  404  404   200
events:attendance_add             302    200  403  403          404  404  404   200
events:meeting_decision_correct   302    200  403  403          404  404  404   200
events:meeting_decision_group     302    200  403  403          404  404  404   200
events:meeting_action_add         302    200  403  403          404  404  404   200
events:meeting_action_edit        302    200  403  403          404  404  404   200
events:meeting_action_drop        302    200  403  403          404  404  404   200
events:meeting_notes_send         302    200  403  403          404  404  404   200
events:meeting_notes_agree        302    200  403  403          404  404  404   200
events:meeting_notes_withdraw     302    200  403  403          404  404  404   200
events:meeting_notes_answer       302    403  200  403          404  404  404   200
priorities:meeting_decision_priority
                                  302    200  403  403          404  404  404   200

# priorities: targets
priorities:target_list            302    200  200  200          404  404  404   200
priorities:target_add             302    200  403  403          404  404  404   200
priorities:target_edit            302    200  403  403          404  404  404   200

health:live                       200    200  200  200          200  200  200   200
health:ready                      any    any  any  any          any  any  any   any

admin:index                       302    200  403  403          200  403  403   200
admin:app_list                    302    200  403  403          200  403  403   200
admin:login                       302    302  403  403          302  403  403   302
admin:logout                      302    200  403  403          200  403  403   200
admin:password_change             302    200  403  403          200  403  403   200
admin:password_change_done        302    200  403  403          200  403  403   200
admin:view_on_site                302    404  403  403          404  403  403   404
admin:jsi18n                      302    200  403  403          200  403  403   200
admin:autocomplete                302    403  403  403          403  403  403   403
"""

# The same for what is only posted.
POSTS = """
                                nobody  offic exec lead  other: off exec lead  admin

# publishing: communications
publishing:post_restore           302    302  403  403          404  404  404   302

# priorities: figures

# priorities: imports
priorities:evidence_import_confirm
                                  302    302  403  403          404  404  404   302
priorities:evidence_import_discard
                                  302    302  403  403          404  404  404   302
priorities:evidence_import_take_back
                                  302    302  403  403          404  404  404   302
priorities:evidence_import_restart
                                  302    302  403  403          404  404  404   302

# priorities: lists
priorities:priority_list_move     302    302  403  403          404  404  404   302
priorities:entry_add              302    302  403  403          404  404  404   302
priorities:entry_move             302    302  403  403          404  404  404   302
priorities:cross_theme_remove     302    302  403  403          404  404  404   302
priorities:referral_remove        302    302  403  403          404  404  404   302

# priorities: rounds
priorities:round_move             302    302  403  403          404  404  404   302
priorities:round_draw             302    403  403  403          404  404  404   403
priorities:round_take_over        302    302  403  403          404  404  404   302
priorities:candidate_move         302    302  403  403          404  404  404   302
priorities:candidate_remove       302    302  403  403          404  404  404   302
priorities:evidence_choose        302    302  403  403          404  404  404   302
priorities:scheme_renew           302    302  403  403          404  404  404   302
priorities:criterion_remove       302    302  403  403          404  404  404   302

# priorities: scoring
priorities:score_note             302    403  302  403          404  404  404   403

# plans: the editor
plans:block_save                  302    400  403  403          404  404  404   400
plans:block_split                 302    400  403  403          404  404  404   400
plans:section_beat                302    400  400  400          404  404  404   400

# plans: kept texts, joining, history
plans:kept_put_back               302    302  404  404          404  404  404   404
plans:kept_place                  302    302  404  404          404  404  404   404
plans:section_restore             302    302  403  403          404  404  404   302

# plans: the tree of sections
plans:section_move                302    302  403  403          404  404  404   302
plans:section_take_out            302    302  403  403          404  404  404   302
plans:section_put_back            302    302  403  403          404  404  404   302
plans:section_state               302    403  403  403          404  404  404   403
plans:section_take_last           302    302  403  403          404  404  404   302
plans:section_seen                302    302  302  302          404  404  404   302
plans:block_put_back              302    302  403  403          404  404  404   302
plans:block_show_as               302    302  403  403          404  404  404   302

# plans: the actions grid and progress
plans:action_row_add              302    422  403  403          404  404  404   422
plans:action_cell                 302    422  403  403          404  404  404   422
plans:action_move                 302    302  403  403          404  404  404   302
plans:action_take_out             302    302  403  403          404  404  404   302
plans:action_put_back             302    302  403  403          404  404  404   302
plans:paste_undo                  302    302  403  403          404  404  404   302

# plans: comments, checks, what changed since
plans:comment_resolve             302    302  403  403          404  404  404   302
plans:comment_take_up             302    302  403  403          404  404  404   302
plans:check_revoke                302    302  403  403          404  404  404   302

# plans: approval and schedule
plans:plan_note                   302    302  403  403          404  404  404   302
plans:plan_unschedule             302    302  403  403          404  404  404   302
plans:step_copy                   302    302  403  403          404  404  404   302
plans:step_move                   302    302  403  403          404  404  404   302
plans:step_remove                 302    302  403  403          404  404  404   302

# plans: checklist and previews
plans:requirement_withdraw        302    302  403  403          404  404  404   302

# plans: both languages and Easy Read
plans:easy_read_publish           302    302  403  403          404  404  404   302
plans:easy_read_line_move         302    302  403  403          404  404  404   302
plans:easy_read_line_remove       302    302  403  403          404  404  404   302

# plans: Word files and past plans
plans:plan_import_discard         302    302  403  403          404  404  404   302
plans:plan_import_restart         302    302  403  403          404  404  404   302
plans:past_plan_show              302    302  403  403          404  404  404   302

# plans: next year's plan
plans:plan_next                   302    302  403  403          404  404  404   302

# plans: drafts for consultation
plans:draft_close                 302    302  403  403          404  404  404   302
plans:draft_extend                302    302  403  403          404  404  404   302
plans:draft_report_publish        302    302  403  403          404  404  404   302
plans:reply_accept                302    302  403  403          404  404  404   302

# plans: review

events:event_move                 302    302  403  403          404  404  404   302
events:workshop_move              302    302  403  403          404  404  404   302
events:workshop_remove            302    302  403  403          404  404  404   302
events:night_move                 302    302  403  403          404  404  404   302
events:session_move               302    302  403  403          404  404  404   302
events:themes_release             302    302  403  403          404  404  404   302
events:table_pin                  302    302  403  403          404  404  404   302
events:report_suggest             302    302  403  403          404  404  404   302
events:line_move                  302    302  403  403          404  404  404   302
events:line_remove                302    302  403  403          404  404  404   302
events:report_retry               302    302  403  403          404  404  404   302
events:contribution_take_out      302    302  403  403          404  404  404   302
events:contribution_put_back      302    302  403  403          404  404  404   302
events:import_confirm             302    302  403  403          404  404  404   302
events:import_restart             302    302  403  403          404  404  404   302
events:capture_entries            401    401  401  401          401  401  401   401
events:capture_add                401    401  401  401          401  401  401   401

# plans: actions and public progress
plans:milestone_reach             302    302  403  403          404  404  404   302
plans:milestone_reopen            302    302  403  403          404  404  404   302
plans:milestone_remove            302    302  403  403          404  404  404   302
plans:progress_take_back          302    302  403  403          404  404  404   302

# partnership, portal: trust
portal:my_data_export             302    200  200  200          200  200  200   200
portal:archive_restart            302    403  403  403          403  403  403   302
portal:archive_remove             302    403  403  403          403  403  403   302
portal:data_protection_export     302    403  403  403          403  403  403   200
portal:data_protection_files      302    403  403  403          403  403  403   200
portal:data_protection_forget     302    403  403  403          403  403  403   200

# plans: a group's report
plans:group_report_save           302    422  403  403          404  404  404   422
plans:group_report_take_back      302    302  403  403          404  404  404   302

# plans: the officer's quarter
plans:quarter_accept              302    302  403  403          404  404  404   302

# plans: money and risks
plans:risk_reopen                 302    302  403  403          404  404  404   302

# plans: performance reports
plans:quarter_report_make         302    200  403  403          404  404  404   200
plans:quarter_report_retry        302    404  404  404          404  404  404   404

# plans: funder's returns
plans:funder_return_sent          302    302  403  403          404  404  404   302
plans:return_share_answer         302    302  403  403          404  404  404   302
plans:funder_return_retry         302    404  404  404          404  404  404   404

# plans: threads

# plans: answers
plans:response_approve            302    302  403  403          404  404  404   302
plans:response_withdraw           302    302  403  403          404  404  404   302

# events: meetings, set up and public
events:meeting_announce           302    302  403  403          404  404  404   302
events:meeting_take_back          302    302  403  403          404  404  404   302
events:agenda_fill                302    302  403  403          404  404  404   302
events:agenda_carry               302    302  403  403          404  404  404   302
events:agenda_item_move           302    302  403  403          404  404  404   302
events:agenda_item_remove         302    302  403  403          404  404  404   302
events:paper_show                 302    302  403  403          404  404  404   302
events:paper_remove               302    302  403  403          404  404  404   302

# events: meetings, notes
events:meeting_hold               302    302  403  403          404  404  404   302
events:item_current               302    302  403  403          404  404  404   302
events:item_outcome               302    302  403  403          404  404  404   302
events:attendance_record          302    404  403  403          404  404  404   404
events:attendance_remove          302    302  403  403          404  404  404   302
events:meeting_decision_add       302    302  403  403          404  404  404   302
events:meeting_action_move        302    302  403  403          404  404  404   302
events:meeting_notes_public       302    302  403  403          404  404  404   302
events:meeting_notes_move         302    302  403  403          404  404  404   302

# priorities: targets

plans:block_move                  302    302  403  403          404  404  404   302
plans:block_remove                302    302  403  403          404  404  404   302
plans:assessment_start            302    302  403  403          404  404  404   302
plans:summary_start               302    302  403  403          404  404  404   302
plans:plan_submit                 302    302  403  403          404  404  404   302
plans:plan_reopen                 302    302  403  403          404  404  404   302
plans:approval_record             302    200  403  403          404  404  404   200
plans:rendition_retry             302    302  403  403          404  404  404   302
events:contribution_original      302    200  403  403          404  404  404   200
"""

# The admin page of a model: its list, the page of one of the partnership's things, and the
# pages that add one and delete it, each for the partnership's officer, another partnership's
# officer, and an administrator. Signed out it is always 302, executives and leads get 403.
ADMIN = """
                                 list         change        add           delete
                                 off oth adm  off oth adm   off oth adm   off oth adm

own: partnership_role            200 200 200  200 404 200   200 200 200   403 404 403
own: partnership_partnership     200 200 200  200 404 200   403 403 200   403 404 200
own: partnership_user            200 200 200  200 404 200   403 403 403   403 404 403
own: partnership_invitation      200 200 200  200 404 200   403 403 403   403 404 403
own: partnership_letter          200 200 200  200 404 200   403 403 403   403 404 403
own: partnership_knownas         200 200 200  200 404 200   403 403 200   200 404 200
own: partnership_partnershiplink
                                 200 200 200  200 404 200   403 403 200   403 404 200
own: partnership_succession      200 200 200  200 404 200   403 403 403   403 404 403
own: partnership_*               200 200 200  200 404 200   200 200 200   200 404 200
shared: partnership_*            200 200 200  200 200 200   403 403 200   403 403 200
own: priorities_evidenceimport   200 200 200  200 404 200   403 403 403   403 404 403
own: priorities_scoringscheme    200 200 200  200 404 200   200 200 200   403 404 403
own: priorities_criterion        200 200 200  200 404 200   200 200 200   403 404 403
own: priorities_scorecard        403 403 200  403 404 200   403 403 403   403 404 403
own: priorities_score            403 403 200  403 404 200   403 403 403   403 404 403
own: priorities_decisionmeeting  200 200 200  200 404 200   403 403 403   403 404 403
own: priorities_prioritydecision 200 200 200  200 404 200   403 403 403   403 404 403
own: priorities_decision         200 200 200  200 404 200   403 403 403   403 404 403
own: priorities_*                200 200 200  200 404 200   200 200 200   200 404 200
own: plans_picture               200 200 200  200 404 200   403 403 403   200 404 200
own: plans_approvalrecord        200 200 200  200 404 200   403 403 403   403 404 403
own: plans_comment               200 200 200  200 404 200   403 403 403   403 404 403
own: plans_check                 200 200 200  200 404 200   403 403 403   403 404 403
own: plans_consultationdraft     200 200 200  200 404 200   403 403 403   403 404 403
own: plans_draftreply            200 200 200  200 404 200   403 403 403   403 404 403
own: plans_planimport            200 200 200  200 404 200   403 403 403   403 404 403
own: plans_pastplan              200 200 200  200 404 200   403 403 403   200 404 200
own: plans_kepttext              403 403 200  403 404 200   403 403 403   403 404 403
own: plans_presence              403 403 200  403 404 200   403 403 403   403 404 403
own: plans_sectionlook           403 403 200  403 404 200   403 403 403   403 404 403
own: plans_seentext              403 403 200  403 404 200   403 403 403   403 404 403
own: plans_planlook              403 403 200  403 404 200   403 403 403   403 404 403
own: plans_reportingquarter      200 200 200  200 404 200   403 403 403   403 404 403
own: plans_groupreport           200 200 200  200 404 200   403 403 403   403 404 403
own: plans_actionreport          200 200 200  200 404 200   403 403 403   403 404 403
own: plans_measurereport         200 200 200  200 404 200   403 403 403   403 404 403
own: plans_reportfile            200 200 200  200 404 200   403 403 403   403 404 403
own: plans_reportcorrection      200 200 200  200 404 200   403 403 403   403 404 403
own: plans_quarterreport         200 200 200  200 404 200   403 403 403   403 404 403
own: plans_returnshare           200 200 200  200 404 200   403 403 403   403 404 403
own: plans_requirement           200 200 200  200 200 200   403 403 200   403 403 200
own: plans_*                     200 200 200  200 404 200   200 200 200   200 404 200
own: events_contribution         200 200 200  200 404 200   403 403 403   403 404 403
own: events_redaction            200 200 200  200 404 200   403 403 403   403 404 403
own: events_contributionimport   200 200 200  200 404 200   403 403 403   403 404 403
own: events_capturedevice        200 200 200  200 404 200   403 403 403   403 404 403
own: events_notesanswer          200 200 200  200 404 200   403 403 403   403 404 403
own: events_paper                200 200 200  200 404 200   403 403 403   403 404 403
own: events_meetingdecision      200 200 200  200 404 200   403 403 403   403 404 403
own: events_tag                  200 200 200  200 404 200   403 403 403   403 404 403
own: events_*                    200 200 200  200 404 200   200 200 200   200 404 200
own: publishing_term              200 200 200  200 404 200   200 200 200   200 404 200
own: publishing_communication     200 200 200  200 404 200   200 200 200   200 404 200
own: publishing_post              200 200 200  200 404 200   200 200 200   200 404 200
own: publishing_*                200 200 200  200 404 200   403 403 403   403 404 403
own: records_change              200 200 200  200 404 200   403 403 403   403 404 403
foreign: records_erasure          403 403 200  403 403 200   403 403 403   403 403 403
foreign: mfa_authenticator       403 403 200  403 403 200   403 403 403   403 403 403
foreign: portal_sitetext          403 403 200  403 403 200   403 403 200   403 403 403
foreign: portal_partnershiparchive 403 403 200 403 403 200   403 403 403   403 403 403
foreign: auth_group              403 403 200  403 403 403   403 403 200   403 403 403
foreign: account_emailaddress    403 403 200  403 403 403   403 403 200   403 403 403
"""

SHARED = {
    *("organisation", "organisationalias", "topic", "topicalias"),
    *("area", "areaalias", "arealink", "postcodedistrict"),
}


def _rows(table):
    """Each line's name and statuses; a long name has its statuses on the next line."""
    lines = table.split("\n\n", 1)[1].splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    rows, name = [], []
    for word in words:
        if word.isdigit() or word == "any":
            rows[-1][1].append(word) if not name else rows.append((" ".join(name), [word]))
            name = []
        else:
            name.append(word)
    return rows


PAGE_ROWS = dict(_rows(PAGES)) | dict(_rows(POSTS))
POSTED = {name for name, _ in _rows(POSTS)}
ADMIN_ROWS = dict(_rows(ADMIN))
MODELS = {
    f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry
}


def address_names(resolver=None, namespace=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from address_names(entry, inner)
        elif entry.name:
            yield f"{namespace}{entry.name}"
        elif namespace != "admin:":  # the admin's own redirects and its 404 have no name
            yield str(entry.pattern)


def _is_model_page(name):
    return name.startswith("admin:") and name.rpartition("_")[0].removeprefix("admin:") in MODELS


def test_every_address_is_in_the_table():
    pages = {name for name in address_names() if not _is_model_page(name)}
    assert pages - set(PAGE_ROWS) == set(), "say who gets what at these addresses"
    assert set(PAGE_ROWS) - pages == set(), "these are no longer addresses"


def test_every_admin_page_is_in_the_table():
    assert {name for name in MODELS if admin_row(name) is None} == set()


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """A partnership with one of everything, its people, and the people of another.

    Made once: what a test changes is taken back to a savepoint, the rest at the end.
    """
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, transaction.atomic():
        lakes = factories.partnership("lakes", uses_welsh=True)
        shire = factories.partnership("shire")
        people = {"nobody": None, "administrator": factories.administrator()}
        for kind in ("officer", "executive", "lead"):
            people[kind] = factories.user(kind, lakes)
            people[f"other {kind}"] = factories.user(kind, shire)
        _signed_in.update({person: cookies_of(person) for person in people.values()})
        yield people, build(lakes, people["officer"])
        _signed_in.clear()
        transaction.set_rollback(True)


# Each person signs in once: what a test does to the session is taken back with the rest.
_signed_in = {}


def cookies_of(person):
    browser = Client()
    if person:
        browser.force_login(person)
    return {name: morsel.value for name, morsel in browser.cookies.items()}


@pytest.fixture
def people(world, db):
    return world[0]


@pytest.fixture
def things(world, db):
    return world[1]


@pytest.fixture(autouse=True)
def _no_rendering(monkeypatch):
    """Who gets a PDF is asked here; that it is one is asked where PDFs are made."""
    page = Made(b"%PDF-1.7", 1)
    for place in ("publishing.views", "events.views.night"):
        monkeypatch.setattr(f"{place}.render_pdf", lambda html: page)


def address_of(name, things):
    known = {
        "action": things["plans_action"].uid,
        "action_report": things["plans_actionreport"].uid,
        "ask": things["plans_ask"].uid,
        "amount": things["plans_fundingamount"].uid,
        "agenda_template": things["events_agendatemplate"].uid,
        "archive": things["portal_partnershiparchive"].uid,
        "attendance": things["events_meetingattendance"].uid,
        "funder_return": things["plans_funderreturn"].uid,
        "share": things["plans_returnshare"].uid,
        "item": things["events_agendaitem"].uid,
        "funding_line": things["plans_fundingline"].uid,
        "funding_source": things["plans_fundingsource"].uid,
        "meeting": things["events_meeting"].uid,
        "meeting_action": things["events_meetingaction"].uid,
        "meeting_decision": things["events_meetingdecision"].uid,
        "milestone": things["plans_milestone"].uid,
        "paper": things["events_paper"].uid,
        "quarter": things["plans_reportingquarter"].uid,
        "report": things["plans_groupreport"].uid,
        "report_kind": "executive",
        "report_file": things["plans_reportfile"].uid,
        "response": things["plans_response"].uid,
        "response_update": things["plans_responseupdate"].uid,
        "risk": things["plans_risk"].uid,
        "target": things["priorities_target"].uid,
        "update": things["plans_progressupdate"].uid,
        "candidate": things["priorities_candidate"].uid,
        "check": things["plans_check"].uid,
        "comment": things["plans_comment"].uid,
        "criterion": things["priorities_criterion"].uid,
        "cross_theme": things["priorities_crosscuttingtheme"].uid,
        "comparison": things["priorities_publishedcomparison"].uid,
        "decision": things["priorities_decision"].uid,
        "entry": things["priorities_listedpriority"].uid,
        "evidence_file": things["priorities_evidenceimport"].uid,
        "finding": things["priorities_surveyfinding"].uid,
        "group": things["priorities_comparatorgroup"].uid,
        "measure": things["priorities_measure"].uid,
        "priority": things["priorities_priority"].uid,
        "priority_list": things["priorities_prioritylist"].uid,
        "referral": things["priorities_referral"].uid,
        "round": things["priorities_assessmentround"].uid,
        "said": things["priorities_findingstatement"].uid,
        "scheme": things["priorities_scoringscheme"].uid,
        "statement": things["priorities_evidencestatement"].uid,
        "survey": things["priorities_survey"].uid,
        "app_label": "plans",
        "batch": things["events_contributionimport"].uid,
        "block": things["plans_block"].uid,
        "content_type_id": 1,
        "contribution": things["events_contribution"].uid,
        "draft": things["plans_consultationdraft"].uid,
        "easy_line": things["plans_easyreadline"].uid,
        "reply": things["plans_draftreply"].uid,
        "edition": things["publishing_edition"].uid,
        "event": things["events_event"].uid,
        "figure": things["priorities_figure"].uid,
        "format": "csv",
        "kept": things["plans_kepttext"].uid,
        "kind": "theme",
        "thing": things["events_theme"].uid,
        "key": "a-b",
        "line": things["events_reportedtheme"].uid,
        "name": things["plans_picture"].name,
        "number": 1,
        "object_id": 1,
        "person": things["partnership_role"].user.uid,
        "pk": 0,
        "partnership": things["partnership_partnership"].slug,
        "place": things["partnership_coveredarea"].area.uid,
        "past_plan": things["plans_pastplan"].uid,
        "plan": things["plans_plan"].slug,
        "plan_import": things["plans_planimport"].uid,
        "related": things["partnership_relateddocument"].uid,
        "rendition": things["publishing_rendition"].uid,
        "requirement": things["plans_requirement"].uid,
        "section": things["plans_section"].uid,
        "series": things["events_eventseries"].uid,
        "step": things["plans_approvalstep"].uid,
        "strand": "crime",
        "suffix": "pdf",
        "table": things["events_table"].uid,
        "term": things["publishing_term"].uid,
        "theme": things["events_theme"].uid,
        "token": things["partnership_invitation"].token,
        "uid": things["partnership_role"].uid,
        "uidb36": "1",
        "workshop": things["events_workshop"].uid,
    }
    known |= _told(name, things)
    if name == "events:consultation_edit":
        known["event"] = things["events_consultation"].event.uid
    route, parameters = route_of(name)
    if route.startswith("workspace/plans/"):
        known["plan"] = things["plans_plan"].uid
    if route.startswith("help/"):
        known["kind"] = "privacy"
    if route.startswith("check/"):
        known["token"] = f"token-of-{things['partnership_partnership'].slug}"
    if route.startswith("capture/"):
        known["token"] = things["events_table"].token
    if not route.startswith("workspace/"):
        known["event"] = things["events_event"].slug
        known["past_plan"] = things["plans_pastplan"].slug
        known["meeting"] = things["events_meeting"].slug
        known["response"] = things["plans_response"].slug
        known["priority"] = things["priorities_priority"].slug
        public = things["priorities_priority"].listed.get(priority_list__state="published")
        known["priority_list"] = public.priority_list.uid
    if route.startswith("workspace/reports/"):
        report = things["events_event"].document.current_edition
        known |= {"edition": report.uid, "rendition": report.renditions.get().uid}
    return reverse(name, kwargs={key: known[key] for key in parameters})


def _told(name, things):
    """What the addresses of requests, news, communication and Welsh texts are made of."""
    post = things["publishing_post"]
    known = {
        "asked": things["publishing_formatrequest"].uid,
        "post": post.slug if name == "publishing:post_page" else post.uid,
    }
    if name.startswith("publishing:communication_"):
        known |= {"line": things["publishing_communication"].uid, "move": "finish"}
    if name == "portal:audit_thing":
        known |= {"kind": "plans.plan", "thing": things["plans_plan"].uid}
    if name.startswith("portal:guide_"):
        known |= {"guide": "officer", "picture": "officer-start.png"}
    if name == "portal:founding_step":
        known["step"] = "areas"
    if name == "publishing:format_request_move":
        known["move"] = "send"
    if name == "partnership:withdraw_invitation":
        known["uid"] = things["partnership_invitation"].uid
    if name == "plans:welsh_edit":
        known["key"] = f"plan-{things['plans_plan'].pk}-title"
    return known


def route_of(name):
    """The most particular way to write an address: its pattern and its parameters' names."""
    resolver = get_resolver()
    for part in name.split(":")[:-1]:
        resolver = resolver.namespace_dict[part][1]
    ways = resolver.reverse_dict.getlist(name.split(":")[-1])
    return max((way for found in ways for way in found[0]), key=lambda way: len(way[1]))


def get(client, person, address, *, post=False):
    client.cookies.clear()
    client.cookies.load(_signed_in[person])
    return client.post(address) if post else client.get(address)


@pytest.mark.once
@pytest.mark.parametrize("name", PAGE_ROWS)
def test_pages(name, client, people, things):
    if name not in set(address_names()):
        pytest.fail("no such address")
    address = address_of(name, things)
    got = [_status(client, people[role], address, name) for role in ROLES]
    wanted = [
        found if status == "any" else status
        for found, status in zip(got, PAGE_ROWS[name], strict=True)
    ]
    assert got == wanted, ROLES


def _status(client, person, address, name):
    """What one person gets; what a post changes is taken back, so that all start the same."""
    before = _newest_line()
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        answer = get(client, person, address, post=name in POSTED)
        if person and address.startswith(("/workspace/", "/admin/")):
            _assert_accounted_for(answer, person, before, [query["sql"] for query in asked])
        transaction.set_rollback(True)
    if answer.status_code == 302 and person is None and "logout" not in name:
        assert "/login/" in answer.url
    return str(answer.status_code)


def _newest_line():
    return Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


WRITTEN = re.compile(r'(?:INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM) "(\w+)"')
# Not contents: who is signed in, what somebody has seen, where they are just now.
UNTOLD = {
    *("django_session", "cache", "portal_searchentry", "partnership_user"),
    *("plans_presence", "plans_planlook", "plans_sectionlook", "plans_seentext"),
}


def _assert_accounted_for(answer, person, before, statements):
    """A file taken out of the workspace is noted; what is changed names its person."""
    if Change.objects.filter(pk__gt=before, actor=person.uid).exists():
        return
    taken = answer.headers.get("Content-Disposition", "").startswith("attachment")
    assert not taken, "a download that the audit does not know"
    written = {found[1] for statement in statements if (found := WRITTEN.match(statement))}
    kept = any("_historical" in table for table in written)
    assert kept or not written - UNTOLD, "a change of which nobody knows who made it"


def admin_row(name):
    app, _, model = name.partition("_")
    whose = "shared" if app == "partnership" and model in SHARED else "own"
    for row in (f"{whose}: {name}", f"foreign: {name}", f"{whose}: {app}_*"):
        if row in ADMIN_ROWS:
            return ADMIN_ROWS[row]
    return None
