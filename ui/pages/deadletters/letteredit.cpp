#include "ui/pages/deadletters/letteredit.h"

#include "services/core/whendone.h"
#include "ui/collection/availability.h"
#include "ui/collection/rowvalues.h"
#include "ui/pages/deadletters/letterpreviewdialog.h"

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using collection::Row;

namespace {

QString letterPath(const Uuid &letter, const char *below)
{
    return u"dlq/"_s + QString::fromStdString(letter.toString()) + QLatin1String(below);
}

} // namespace

LetterEdit::LetterEdit(const CollectionServices &services, CollectionPage *page)
    : QObject(page)
    , m_services(services)
    , m_page(page)
{
    page->addRowButton(
        u"edit-and-retry"_s, tr("Edit and retry…"), Qt::SHIFT | Qt::Key_E,
        [this](const Row &row) { edit(row); },
        [this](const Row &row) { return whyNot(row, true); });
    page->addRowButton(
        u"dry-run"_s, tr("What would happen now"), Qt::Key_W,
        [this](const Row &row) { preview(row); },
        [this](const Row &row) { return whyNot(row, false); });
}

QString LetterEdit::whyNot(const Row &row, bool needsOpen) const
{
    collection::Action action;
    action.capability = u"reenqueue"_s;
    action.stateColumn = u"state"_s;
    if (needsOpen)
        action.enabledStates = {u"open"_s};
    action.disabledReason = tr("Only an open dead letter can be edited.");
    const RowValues values(m_page->model()->descriptor(), row);
    return whyUnavailable(action, values, m_services.actor());
}

QString LetterEdit::subjectOf(const Row &row) const
{
    const RowValues values(m_page->model()->descriptor(), row);
    return values.headline() + u", "_s + values.subtitle();
}

void LetterEdit::edit(const Row &row)
{
    const int asking = ++m_asking;
    const auto arrived = [this, asking, letter = row.key.id,
                          subject = subjectOf(row)](const Result<QJsonObject> &payload) {
        if (asking != m_asking)
            return;
        if (payload)
            ask(letter, subject, *payload);
        else
            m_page->showFailure(tr("The payload could not be read"), payload.error());
    };
    whenDone(m_services.api.get(letterPath(row.key.id, "/payload")), this, arrived);
}

void LetterEdit::ask(const Uuid &letter, const QString &subject, const QJsonObject &payload)
{
    const deadletters::LetterPayload read = deadletters::letterPayloadOf(payload);
    m_dialog = new LetterEditDialog(read, subject, m_services.environment(), m_page->window());
    connect(m_dialog, &LetterEditDialog::wanted, this,
            [this, letter, edits = read.edits](const QString &patch, const QString &reason) {
                send(letter, edits, patch, reason);
            });
    m_dialog->open();
}

void LetterEdit::send(const Uuid &letter, int edits, const QString &patch, const QString &reason)
{
    const QJsonObject body{{u"patch"_s, patch}, {u"payload_edits"_s, edits}, {u"reason"_s, reason}};
    whenDone(m_services.api.post(letterPath(letter, "/edit-and-retry"), body), this,
             [this](const Result<QJsonObject> &answer) {
                 m_page->refresh();
                 if (!answer && m_dialog)
                     return m_dialog->refuse(tr("The gateway did not take it"),
                                             answer.error().message);
                 if (m_dialog)
                     m_dialog->taken();
                 if (answer)
                     m_page->showOutcome(tr("Re-enqueued with the changed payload"));
             });
}

void LetterEdit::preview(const Row &row)
{
    const int asking = ++m_asking;
    const auto arrived = [this, asking,
                          subject = subjectOf(row)](const Result<QJsonObject> &answer) {
        if (asking != m_asking)
            return;
        if (!answer)
            return m_page->showFailure(tr("The gateway did not say what would happen"),
                                       answer.error());
        (new LetterPreviewDialog(*answer, subject, m_page->window()))->show();
    };
    whenDone(m_services.api.post(letterPath(row.key.id, "/dry-run"), {}), this, arrived);
}

} // namespace gatehouse::ui
