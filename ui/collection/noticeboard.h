#pragma once

#include "services/core/error.h"
#include "ui/widgets/displayoptions.h"
#include "ui/widgets/noticestrip.h"

#include <QDateTime>
#include <QTimer>

#include <optional>

namespace gatehouse::ui {

/// What a page has to say above its content: that the source does not answer, for as long as it
/// does not, and what the last action failed at. Success needs no strip (see goodNews) and goes
/// away by itself after a while.
class NoticeBoard : public QObject
{
    Q_OBJECT

public:
    /// `display` outlives it.
    NoticeBoard(widgets::NoticeStrip *strip, const widgets::DisplayOptions &display);

    /// `rowsFrom` invalid: there are no rows yet. Without `isFiltered` they are from before the
    /// filter was changed.
    void setError(const std::optional<Error> &error, const QDateTime &rowsFrom,
                  bool isFiltered = true);
    /// How far a search has come, while it runs or is stopped; empty: there is none.
    void setSearch(const QString &progress);
    /// Asks before a list is sorted for a price; an empty title: there is nothing to ask.
    void askToSort(const QString &title, const QString &text = {});
    void say(widgets::NoticeKind kind, const QString &title, const QString &text = {},
             const QString &detail = {});
    /// Takes the outcome away; the error stays. False when there was none.
    bool dismissOutcome();
    /// How the last action went, when it went well: for the status bar, since nothing is to move
    /// for it.
    QString goodNews() const;

signals:
    void retryRequested();
    void stopRequested();
    void sortConfirmed();
    void sortDeclined();
    void goodNewsChanged();

private:
    struct Outcome
    {
        widgets::NoticeKind kind;
        QString title;
        QString text;
        QString detail;
    };
    void show();
    void showError();
    void showOutcome();
    void showQuestion();
    void showSearch(bool isShown);
    void addCopyButton(const QString &detail);

    widgets::NoticeStrip *m_strip;
    const widgets::DisplayOptions &m_display;
    std::optional<Error> m_error;
    QDateTime m_rowsFrom;
    bool m_isFiltered = true;
    std::optional<Outcome> m_outcome;
    QString m_question; ///< empty: nothing is asked
    QString m_questionText;
    QString m_search;
    bool m_showsSearch = false;
    QTimer m_fade;
};

/// Everything about an error for the clipboard: message, kind, detail.
QString errorDetails(const Error &error);

} // namespace gatehouse::ui
