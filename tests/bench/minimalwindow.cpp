// The least that a Qt window can be: what Gatehouse's start is compared with.
#include <QApplication>
#include <QLabel>

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QLabel window(QStringLiteral("minimal"));
    window.resize(1440, 900);
    window.show();
    return QApplication::exec();
}
