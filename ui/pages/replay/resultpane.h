#pragma once

#include "models/replay/canonicalreader.h"
#include "models/replay/session.h"

#include <QWidget>

#include <optional>

class QPushButton;
class QStandardItemModel;
class QTabWidget;

namespace gatehouse::widgets {
class ElidedLabel;
class FlowLayout;
class PayloadView;
class Segmented;
class TableView;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

class CanonicalView;
class RequestView;

/// What became of a replay's events: how many of each outcome, the events, and of the one that is
/// selected what was answered and how that is unlike what was expected.
///
/// Beside the answer: the request as it was sent, and what a target that is a gateway made of it.
///
/// Object names: resultState, resultCounts, resultFilter, goOn, runAgain, resultTable, resultWhat,
/// resultTabs, answerDifferences, answerBody; see RequestView, CanonicalView.
class ResultPane final : public QWidget
{
    Q_OBJECT

public:
    ResultPane(replay::Session &session, replay::CanonicalReader &canonicals, QWidget *parent);

    /// One line behind "Result".
    void setState(const QString &text);
    void setMayRun(bool may);

signals:
    void goOnRequested();
    void runAgainRequested();

private:
    QWidget *makeHead();
    QWidget *makeTable();
    QWidget *makeDetail();
    QWidget *makeAnswer();
    QPushButton *makeHeadButton(const QString &name, const QString &iconName, QWidget *head);
    void showState();
    void showCounts();
    void showSelected();
    void showTab();
    void showAnswer(int row);
    void showRequest(int row);
    void showCanonical(int row);
    void showSelectedAnew();
    void showDifferences(const std::string &expected, const std::string &answered);

    replay::Session &m_session;
    replay::CanonicalReader &m_canonicals;
    replay::ResultFilter *m_filter;
    widgets::ElidedLabel *m_state = nullptr;
    widgets::Segmented *m_shown = nullptr;
    QPushButton *m_goOn = nullptr; ///< with those that were never sent
    QPushButton *m_again = nullptr;
    bool m_mayRun = false;
    /// What the selected event had come to when it was shown, and of which time.
    std::optional<std::pair<replay::ItemResult::Outcome, Timestamp>> m_shownOutcome;
    QWidget *m_counts = nullptr;
    widgets::FlowLayout *m_countLine = nullptr;
    widgets::TableView *m_table = nullptr;
    widgets::ElidedLabel *m_what = nullptr;
    QStandardItemModel *m_differences;
    widgets::TableView *m_differenceTable = nullptr;
    widgets::PayloadView *m_body = nullptr;
    QTabWidget *m_tabs = nullptr;
    RequestView *m_request = nullptr;
    CanonicalView *m_canonical = nullptr;
    int m_round = 0; ///< of what is read for a tab: what was asked for before does not count
};

} // namespace gatehouse::ui
