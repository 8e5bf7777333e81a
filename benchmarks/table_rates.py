"""Rows per second of training, scoring and drawing on one table, beside Python, in one run.
Usage: JAR=elbo.jar python table_rates.py TABLE.csv(.gz) [epochs of TVAE that are timed, 5]
elbo is run as commands, start of the JVM included. TVAE is written after Xu et al. 2019: numbers as one of 10 modes of a Gaussian
mixture and the deviation from it, 128-128 hidden units, latent 128, batch 500, Adam 1e-3, 300 epochs (timed: some, and multiplied)."""
import csv, os, subprocess, sys, tempfile, time, warnings
import numpy as np, pandas as pd, torch
from sklearn.ensemble import IsolationForest
from sklearn.mixture import BayesianGaussianMixture
from sklearn.preprocessing import OrdinalEncoder
warnings.filterwarnings('ignore')
JAVA = ['java', '--add-modules', 'jdk.incubator.vector', '-jar', os.environ['JAR']]
EPOCHS = 300

def timed(work):
    start = time.time(); result = work(); return time.time() - start, result

def run(*words): subprocess.run([*JAVA, *words], check=True, capture_output=True)

def elbo(file, rows, folder):
    model, out = os.path.join(folder, 'run'), os.path.join(folder, 'out.csv')
    train, _ = timed(lambda: run('train', '--data', file, '--out', model))
    epochs = list(csv.DictReader(open(os.path.join(model, 'metrics.csv'))))
    score, _ = timed(lambda: run('score', model, '--data', file, '-o', out))
    draw, _ = timed(lambda: run('synthesize', model, '-n', str(rows), '-o', out))
    seconds = float(epochs[-1]['seconds'])
    print(f'elbo: train {train:.0f} s in all, of which {len(epochs)} epochs {seconds:.0f} s: {rows * 0.9 * len(epochs) / seconds:,.0f} rows/s; '
          f'score {score:.1f} s, {rows / score:,.0f} rows/s; draw {draw:.1f} s, {rows / draw:,.0f} rows/s', flush=True)

class Modes:
    def __init__(self, f):
        self.parts = []
        for c in f:
            v = f[c]
            if pd.api.types.is_numeric_dtype(v):
                x = v.fillna(v.mean()).to_numpy(float)[:, None]
                m = BayesianGaussianMixture(n_components=10, weight_concentration_prior=1e-3, max_iter=100, random_state=0).fit(x[:10000])
                self.parts.append((c, m, None))
            else:
                self.parts.append((c, None, sorted(v.astype(str).unique())))
    def encode(self, f):
        out = []
        for c, m, levels in self.parts:
            if m is not None:
                x = f[c].fillna(f[c].mean()).to_numpy(float)[:, None]
                k = m.predict(x)
                a = (x[:, 0] - m.means_[k, 0]) / (4 * np.sqrt(m.covariances_[k, 0, 0]))
                out += [np.clip(a, -.99, .99)[:, None], np.eye(10)[k]]
            else:
                out.append((f[c].astype(str).to_numpy()[:, None] == np.array(levels)[None]).astype(float))
        return np.concatenate(out, 1).astype(np.float32)
    def spans(self):
        at = 0
        for _, m, levels in self.parts:
            if m is not None:
                yield at, 'tanh', 1; at += 1
            n = 10 if m is not None else len(levels)
            yield at, 'softmax', n; at += n

def tvae(f, epochs):
    torch.manual_seed(0); torch.set_num_threads(2)
    prepare, (modes, x) = timed(lambda: (lambda m: (m, torch.tensor(m.encode(f))))(Modes(f)))
    d, L = x.shape[1], 128
    enc = torch.nn.Sequential(torch.nn.Linear(d, 128), torch.nn.ReLU(), torch.nn.Linear(128, 128), torch.nn.ReLU())
    mu, lv = torch.nn.Linear(128, L), torch.nn.Linear(128, L)
    dec = torch.nn.Sequential(torch.nn.Linear(L, 128), torch.nn.ReLU(), torch.nn.Linear(128, 128), torch.nn.ReLU(), torch.nn.Linear(128, d))
    sigma = torch.nn.Parameter(torch.ones(d) * 0.1)
    params = [*enc.parameters(), *mu.parameters(), *lv.parameters(), *dec.parameters(), sigma]
    opt = torch.optim.Adam(params, 1e-3, weight_decay=1e-5)
    spans = list(modes.spans())
    def epoch():
        for rows in torch.randperm(len(x)).split(500):
            b = x[rows]; h = enc(b); m, s = mu(h), lv(h)
            y = dec(m + torch.randn_like(m) * (s / 2).exp())
            loss = 0
            for at, kind, n in spans:
                if kind == 'tanh':
                    e = b[:, at] - torch.tanh(y[:, at])
                    loss = loss + (e ** 2 / 2 / sigma[at] ** 2).sum() + torch.log(sigma[at]) * len(b)
                else:
                    loss = loss + torch.nn.functional.cross_entropy(y[:, at:at + n], b[:, at:at + n].argmax(1), reduction='sum')
            loss = 2 * loss / len(b) - 0.5 * (1 + s - m ** 2 - s.exp()).sum() / len(b)
            opt.zero_grad(); loss.backward(); opt.step()
            with torch.no_grad(): sigma.clamp_(0.01, 1)
    epoch()
    each = np.median([timed(epoch)[0] for _ in range(epochs)])
    def draw():
        with torch.no_grad(): y = dec(torch.randn(len(x), L)).numpy()
        cells = {}
        at = 0
        for c, m, levels in modes.parts:
            if m is not None:
                k = y[:, at + 1:at + 11].argmax(1)
                cells[c] = np.tanh(y[:, at]) * 4 * np.sqrt(m.covariances_[k, 0, 0]) + m.means_[k, 0]; at += 11
            else:
                cells[c] = np.array(levels)[y[:, at:at + len(levels)].argmax(1)]; at += len(levels)
        pd.DataFrame(cells).to_csv(os.devnull, index=False)
    drawn, _ = timed(draw)
    print(f'TVAE in PyTorch: train {prepare + EPOCHS * each:.0f} s in all ({prepare:.0f} s to prepare, {EPOCHS} epochs of {each:.2f} s: '
          f'{len(x) / each:,.0f} rows/s); draw {drawn:.1f} s, {len(x) / drawn:,.0f} rows/s', flush=True)

def forest(f):
    levels = [c for c in f if not pd.api.types.is_numeric_dtype(f[c])]
    x = f.copy(); x[levels] = OrdinalEncoder().fit_transform(f[levels].astype(str)); x = x.fillna(x.mean(numeric_only=True))
    train, model = timed(lambda: IsolationForest(n_estimators=100, random_state=0, n_jobs=2).fit(x.to_numpy(float)))
    score, _ = timed(lambda: model.score_samples(x.to_numpy(float)))
    print(f'isolation forest: train {train:.1f} s; score {score:.1f} s, {len(x) / score:,.0f} rows/s', flush=True)

if __name__ == '__main__':
    file = sys.argv[1]
    f = pd.read_csv(file, skipinitialspace=True, na_values=['?'])
    texts = [c for c in f if not pd.api.types.is_numeric_dtype(f[c])]
    f[texts] = f[texts].fillna('?')
    with tempfile.TemporaryDirectory() as folder:
        elbo(file, len(f), folder)
    tvae(f, int(sys.argv[2]) if len(sys.argv) > 2 else 5)
    forest(f)
