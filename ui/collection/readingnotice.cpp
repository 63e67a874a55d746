#include "ui/collection/readingnotice.h"

#include "models/collection/celltext.h"
#include "models/collection/windowmodel.h"
#include "services/core/timesteps.h"
#include "ui/collection/noticeboard.h"

namespace gatehouse::ui {

using collection::WindowModel;

ReadingNotice::ReadingNotice(const WindowModel &model, const Clock &clock,
                             const widgets::DisplayOptions &display, NoticeBoard *board)
    : m_model(model)
    , m_clock(clock)
    , m_display(display)
    , m_board(board)
{
    connect(&model, &WindowModel::errorChanged, this, &ReadingNotice::sayError);
    connect(&model, &WindowModel::loadingChanged, this, &ReadingNotice::saySearch);
    connect(&model, &WindowModel::searchProgressed, this, &ReadingNotice::saySearch);
}

void ReadingNotice::sayError()
{
    m_board->setError(m_model.error(), m_model.confirmedAt(), m_model.isFilterApplied());
}

void ReadingNotice::saySearch()
{
    const auto progress = m_model.searchProgress();
    if (!progress || !(m_model.isLoading() || m_model.isStopped()))
        return m_board->setSearch({});
    const QTimeZone zone = m_display.zone();
    const QDateTime time = toDateTime(progress->reached, zone);
    const QDateTime now = toDateTime(m_clock.now(), zone);
    const bool isThisYear = time.date().year() == now.date().year();
    const QLocale locale = collection::displayLocale();
    m_board->setSearch(tr("Looked back to %1 (%2 %), %3 found")
                           .arg(locale.toString(time,
                                                isThisYear ? QStringLiteral("d MMM HH:mm")
                                                           : QStringLiteral("d MMM yyyy HH:mm")),
                                locale.toString(int(progress->share * 100)),
                                locale.toString(progress->found)));
}

} // namespace gatehouse::ui
