#pragma once

#include "models/collection/windowmodel.h"
#include "models/localgateway/requestlog.h"
#include "ui/widgets/displayoptions.h"

#include <QWidget>

class QCheckBox;
class QPushButton;

namespace gatehouse::widgets {
class CodeBlock;
class NoticeStrip;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

class CollectionTable;

/// The live log of requests, newest first, and a command line that sends one. It stands still while
/// a row is selected or its top is scrolled away, and says how many have come meanwhile.
///
/// Object names: requestsTable, showIngest, showDeliveries, holdButton, clearButton; see
/// NewsNotice. Keys: j, k and arrows move, Enter opens the event, Escape forgets the row, Home goes
/// to the newest; see CollectionTable.
class RequestPane final : public QWidget
{
    Q_OBJECT

public:
    /// What is referred to outlives it.
    RequestPane(AdminClient &api, const Clock &clock, const widgets::DisplayOptions &display,
                QWidget *parent = nullptr);
    ~RequestPane() override;

    /// Follows, or stands still.
    void setOn(bool on);
    /// Forgets the selected row and goes to the newest; while it is held, nothing.
    void refresh();
    void setFirstWebhook(const QString &caption, const QString &commandLine);
    CollectionTable *table() const { return m_table; }
    /// In the order of the keyboard.
    QWidgetList fields() const;
    /// What can be done with the list, and the keys that work in it.
    QList<QAction *> actions() const { return m_actions; }

signals:
    /// Enter or a double click on a request that belongs to this event.
    void eventRequested(const gatehouse::Uuid &event);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHead();
    QCheckBox *makeKind(const char *name, const QString &text);
    void route();
    void follow();
    void followTop();
    void forgetWhatIsGone();
    void showNewest();
    void sayWhyEmpty();
    void makeActions();
    QAction *addAction(const QString &text, const QKeySequence &keys);
    void addKey(const QString &text, const QKeySequence &keys);
    void clear();
    void filter();
    void open();

    std::shared_ptr<localgateway::RequestLog> m_log;
    collection::WindowModel m_model;
    CollectionTable *m_table;
    QCheckBox *m_ingest = nullptr;
    QCheckBox *m_deliveries = nullptr;
    QPushButton *m_hold = nullptr;
    QPushButton *m_clear = nullptr;
    QList<QAction *> m_actions;
    bool m_isCleared = false; ///< what was here is not said never to have come
    widgets::NoticeStrip *m_newsStrip;
    widgets::CodeBlock *m_code;
};

} // namespace gatehouse::ui
