#pragma once

#include "models/replay/session.h"

#include <QWidget>

#include <optional>

class QPushButton;
class QStandardItemModel;

namespace gatehouse::widgets {
class ElidedLabel;
class FlowLayout;
class PayloadView;
class Segmented;
class TableView;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

/// What became of a replay's events: how many of each outcome, the events, and of the one that is
/// selected what was answered and how that is unlike what was expected.
///
/// Object names: resultState, resultCounts, resultFilter, runAgain, resultTable, resultWhat,
/// answerDifferences, answerBody.
class ResultPane final : public QWidget
{
    Q_OBJECT

public:
    ResultPane(replay::Session &session, QWidget *parent);

    /// One line behind "Result".
    void setState(const QString &text);
    void setMayRun(bool may);

signals:
    void runAgainRequested();

private:
    QWidget *makeHead();
    QWidget *makeTable();
    QWidget *makeAnswer();
    void showState();
    void showCounts();
    void showAnswer();
    void showAnswerAnew();
    void showDifferences(const std::string &expected, const std::string &answered);

    replay::Session &m_session;
    replay::ResultFilter *m_filter;
    widgets::ElidedLabel *m_state = nullptr;
    widgets::Segmented *m_shown = nullptr;
    QPushButton *m_again = nullptr;
    bool m_mayRun = false;
    std::optional<replay::ItemResult::Outcome> m_shownOutcome; ///< of the selected event
    QWidget *m_counts = nullptr;
    widgets::FlowLayout *m_countLine = nullptr;
    widgets::TableView *m_table = nullptr;
    widgets::ElidedLabel *m_what = nullptr;
    QStandardItemModel *m_differences;
    widgets::TableView *m_differenceTable = nullptr;
    widgets::PayloadView *m_body = nullptr;
};

} // namespace gatehouse::ui
