#pragma once

#include "services/admin_api/adminclient.h"
#include "ui/shell/environment.h"

#include <QDialog>

#include <optional>

class QGridLayout;
class QJsonArray;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace gatehouse::ui {

/// How long things are kept, by collection and status, and whether personal data is masked. What
/// the rules as they stand here would delete is counted first (POST retention/dry-run); only what
/// was counted can be saved, with a reason. Window-modal; open it with open(); deletes itself.
///
/// Object names: retentionDialog; days-<collection>-<status>, count-<collection>-<status>;
/// maskingState, retentionProblem, retentionReason, countRetention, saveRetention, closeRetention.
class RetentionDialog : public QDialog
{
    Q_OBJECT

public:
    /// `api` outlives it. `actor`: nothing until whoami has answered.
    RetentionDialog(AdminClient &api, const std::optional<Whoami> &actor,
                    const Environment &environment, QWidget *parent);

private:
    /// One rule, whether there is one or not (0 days).
    struct Row
    {
        QString collection, status;
        int stored = 0;
        QSpinBox *days = nullptr;
        QLabel *count = nullptr;
    };

    void addRows(QGridLayout *grid);
    QWidget *makeFoot();
    void read();
    void count();
    void save();
    void takeRules(const QJsonArray &rules);
    void takeCounts(const QJsonArray &rules);
    QJsonArray rules(bool changedOnly) const;
    void edited();
    void updateButtons();
    void say(const QString &problem);

    AdminClient &m_api;
    bool m_mayChange = false;
    bool m_isRead = false;
    bool m_isCounted = false; ///< as the fields stand
    QList<Row> m_rows;
    QLabel *m_masking = nullptr;
    QLabel *m_problem = nullptr;
    QLineEdit *m_reason = nullptr;
    QPushButton *m_count = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace gatehouse::ui
