#pragma once

#include "services/replay/target.h"
#include "services/secrets/secret.h"

#include <QDialog>

#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace gatehouse::ui {

/// A signing secret that was entered for a target.
struct EnteredSecret
{
    QString source;
    QString tenant; ///< empty: of all tenants
    secrets::Secret secret;
};

/// Asks where replays may be sent, and for the secrets by which their events are signed there.
/// Window-modal; open it with open(); deletes itself.
///
/// Object names: targetDialog; targetName, targetGateway, targetUrl, targetEnvironment,
/// secretSource, secretTenant, targetSecret (one of each for each secret), anotherSecret,
/// targetProblem, confirmTarget, cancelTarget.
class TargetDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `known` is the target that is changed, under its name; an empty name: it is a new one.
    /// `connections` are the names of those that are saved.
    TargetDialog(const replay::Target &known, const QStringList &connections, QWidget *parent);

    replay::Target target() const;
    /// Those that were entered; none is shown that is kept already. Empties the fields.
    std::vector<EnteredSecret> takeSecrets();

private:
    struct SecretFields
    {
        QComboBox *source;
        QLineEdit *tenant;
        QLineEdit *secret;
    };

    QLineEdit *addLine(QVBoxLayout *layout, const QString &label, const QString &name,
                       const QString &text);
    void addField(QVBoxLayout *layout, const QString &label, QWidget *field);
    void addSecret();
    void check();

    replay::Target m_known;
    QLineEdit *m_name;
    QComboBox *m_gateway;
    QLineEdit *m_url;
    QComboBox *m_environment;
    QVBoxLayout *m_secretRows;
    std::vector<SecretFields> m_secrets;
    QLabel *m_problem;
    QPushButton *m_confirm;
};

} // namespace gatehouse::ui
