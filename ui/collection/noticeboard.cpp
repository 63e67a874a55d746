#include "ui/collection/noticeboard.h"

#include "ui/widgets/copyfeedback.h"

#include <QPushButton>

namespace gatehouse::ui {

using widgets::NoticeKind;

NoticeBoard::NoticeBoard(widgets::NoticeStrip *strip, const widgets::DisplayOptions &display)
    : QObject(strip)
    , m_strip(strip)
    , m_display(display)
{
    connect(&display, &widgets::DisplayOptions::zoneChanged, this, &NoticeBoard::show);
    m_fade.setSingleShot(true);
    m_fade.setInterval(std::chrono::seconds(10));
    connect(&m_fade, &QTimer::timeout, this, &NoticeBoard::dismissOutcome);
}

void NoticeBoard::setError(const std::optional<Error> &error, const QDateTime &rowsFrom,
                           bool isFiltered)
{
    if (!error && !m_error)
        return;
    m_error = error;
    m_rowsFrom = rowsFrom;
    m_isFiltered = isFiltered;
    show();
}

void NoticeBoard::setSearch(const QString &progress)
{
    if (std::exchange(m_search, progress) != progress)
        show();
}

void NoticeBoard::askToSort(const QString &title, const QString &text)
{
    m_questionText = text;
    if (std::exchange(m_question, title) != title)
        show();
}

void NoticeBoard::say(NoticeKind kind, const QString &title, const QString &text,
                      const QString &detail)
{
    m_outcome = Outcome{kind, title, text, detail};
    m_fade.stop();
    if (kind == NoticeKind::Success)
        m_fade.start();
    show();
    emit goodNewsChanged();
}

bool NoticeBoard::dismissOutcome()
{
    if (!m_outcome)
        return false;
    m_outcome.reset();
    show();
    emit goodNewsChanged();
    return true;
}

QString NoticeBoard::goodNews() const
{
    return m_outcome && m_outcome->kind == NoticeKind::Success ? m_outcome->title : QString();
}

void NoticeBoard::show()
{
    const bool showedSearch = std::exchange(m_showsSearch, false);
    if (!m_question.isEmpty())
        showQuestion();
    else if (m_error)
        showError();
    else if (m_outcome && m_outcome->kind != NoticeKind::Success)
        showOutcome();
    else if (!m_search.isEmpty())
        showSearch(showedSearch);
    else
        m_strip->dismiss();
}

void NoticeBoard::showError()
{
    const QString since =
        m_rowsFrom.toTimeZone(m_display.zone()).toString(QStringLiteral("HH:mm:ss"));
    QString text = tr("Nothing has been read yet.");
    if (m_rowsFrom.isValid())
        text = m_isFiltered
            ? tr("These rows are from %1.").arg(since)
            : tr("These rows are from %1, before the filter was changed.").arg(since);
    if (m_outcome && m_outcome->kind == NoticeKind::Error)
        text = m_outcome->title + QStringLiteral(". ") + text;
    const bool isStopped = m_error->kind == ErrorKind::Cancelled;
    if (isStopped && !m_search.isEmpty())
        text = m_search;
    m_strip->showNotice(isStopped ? NoticeKind::Warning : NoticeKind::Error, m_error->message,
                        text);
    QPushButton *retry = m_strip->addButton(isStopped ? tr("Read again") : tr("Retry now"),
                                            QStringLiteral("view-refresh"));
    retry->setObjectName(QStringLiteral("retryButton"));
    connect(retry, &QPushButton::clicked, this, &NoticeBoard::retryRequested);
    if (!isStopped)
        addCopyButton(errorDetails(*m_error));
}

/// Its button stays under the pointer for as long as it runs: only the text changes.
void NoticeBoard::showSearch(bool isShown)
{
    m_showsSearch = true;
    if (isShown)
        return m_strip->setText(m_search);
    m_strip->showNotice(NoticeKind::News, tr("Searching from new to old"), m_search);
    QPushButton *stop = m_strip->addButton(tr("Stop"), QStringLiteral("process-stop"));
    stop->setObjectName(QStringLiteral("stopSearch"));
    connect(stop, &QPushButton::clicked, this, &NoticeBoard::stopRequested);
}

void NoticeBoard::showOutcome()
{
    m_strip->showNotice(m_outcome->kind, m_outcome->title, m_outcome->text);
    if (!m_outcome->detail.isEmpty())
        addCopyButton(m_outcome->detail);
    QPushButton *dismiss = m_strip->addButton(tr("Dismiss"));
    dismiss->setObjectName(QStringLiteral("dismissButton"));
    connect(dismiss, &QPushButton::clicked, this, &NoticeBoard::dismissOutcome);
}

void NoticeBoard::showQuestion()
{
    m_strip->showNotice(NoticeKind::Warning, m_question, m_questionText);
    QPushButton *sort = m_strip->addButton(tr("Sort anyway"), QStringLiteral("view-sort"));
    sort->setObjectName(QStringLiteral("sortAnyway"));
    connect(sort, &QPushButton::clicked, this, &NoticeBoard::sortConfirmed);
    QPushButton *cancel = m_strip->addButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("cancelSort"));
    connect(cancel, &QPushButton::clicked, this, &NoticeBoard::sortDeclined);
}

void NoticeBoard::addCopyButton(const QString &detail)
{
    QPushButton *copy = m_strip->addButton(tr("Copy details"), QStringLiteral("edit-copy"));
    copy->setObjectName(QStringLiteral("copyDetailsButton"));
    connect(copy, &QPushButton::clicked, this, [copy, detail] { widgets::copyFrom(copy, detail); });
}

QString errorDetails(const Error &error)
{
    const std::string_view kind = errorKindName(error.kind);
    QString text = error.message + QStringLiteral("\nkind: ")
        + QString::fromUtf8(kind.data(), static_cast<qsizetype>(kind.size()));
    if (const auto *sql = std::get_if<SqlState>(&error.cause))
        text += QStringLiteral("\nSQLSTATE: ") + QString::fromStdString(sql->code);
    if (const auto *http = std::get_if<HttpStatus>(&error.cause))
        text += QStringLiteral("\nHTTP status: %1 %2")
                    .arg(http->status)
                    .arg(QString::fromStdString(http->code));
    if (!error.detail.isEmpty())
        text += u'\n' + error.detail;
    return text;
}

} // namespace gatehouse::ui
