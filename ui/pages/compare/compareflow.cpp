#include "ui/pages/compare/compareflow.h"

#include "models/collection/celltext.h"
#include "services/core/timesteps.h"
#include "services/core/whendone.h"
#include "ui/collection/rowvalues.h"
#include "ui/pages/compare/comparedialog.h"

namespace gatehouse::ui {

using collection::Row;

CompareFlow::CompareFlow(CollectionPage *page, std::shared_ptr<DetailReader> reader,
                         const widgets::DisplayOptions &display)
    : QObject(page)
    , m_page(page)
    , m_reader(std::move(reader))
    , m_display(display)
{
    page->addRowButton(
        QStringLiteral("compare"), tr("Compare"), Qt::Key_C, [this](const Row &row) { take(row); },
        [](const Row &) { return QString(); });
}

/// The time first: two that are compared are often of one type, and a header has little room.
QString CompareFlow::titleOf(const Row &row) const
{
    const RowValues values(m_page->model()->descriptor(), row);
    const QTimeZone zone = m_display.zone();
    return QStringLiteral("%1, %2").arg(collection::exactTime(toDateTime(row.key.sort, zone), zone),
                                        values.headline());
}

void CompareFlow::take(const Row &row)
{
    if (!m_first) {
        m_first = row;
        m_page->showOutcome(tr("Select the other one and press C"));
        return;
    }
    if (m_first->key.id == row.key.id) {
        m_first.reset();
        m_page->showOutcome(tr("Nothing is compared: it is the same one"));
        return;
    }
    compareWith(row);
}

void CompareFlow::compareWith(const Row &second)
{
    const Row first = *std::exchange(m_first, std::nullopt);
    const auto fail = [this](const Error &error) {
        m_page->showFailure(tr("The two could not be compared"), error);
    };
    whenDone(m_reader->payload(first.key.id), this, [=, this](const Result<EventPayload> &left) {
        if (!left)
            return fail(left.error());
        whenDone(m_reader->payload(second.key.id), this,
                 [=, this, left = *left](const Result<EventPayload> &right) {
                     if (!right)
                         return fail(right.error());
                     auto *dialog = new CompareDialog(m_page->model()->descriptor(),
                                                      {titleOf(first), first, left},
                                                      {titleOf(second), second, *right}, m_page);
                     dialog->show();
                 });
    });
}

} // namespace gatehouse::ui
