"""Missing values beside other methods: the same rows with the same holes for all of them.
Usage: DATA=dir JAR=elbo.jar python imputation.py [rates, 0.1,0.3,0.5] [tables] [rows] [methods]
For each table and rate: mean over numeric columns of RMSE / standard deviation (1 is the mean's), mean accuracy over the others, of
elbo also how many of its 90 % intervals hold the true value (least and greatest column), and seconds. TRAIN has more flags for
`elbo train`, such as '--objective importance_weighted --samples 20'; methods are those to compare with, or none."""
import os, subprocess, sys, tempfile, time, warnings
import numpy as np, pandas as pd
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer, KNNImputer
warnings.filterwarnings('ignore')
DATA, JAR = os.environ['DATA'], os.environ['JAR']
FLAGS = os.environ.get('TRAIN', '').split()
JAVA = ['java', '--add-modules', 'jdk.incubator.vector', '-jar', JAR]
TABLES = {
    'penguins': dict(file='penguins.csv'),
    'wine': dict(file='winequality-white.csv', header=None),
    'diamonds': dict(file='diamonds.csv.gz'),
    'adult': dict(file='adult-train.csv.gz'),
}

def table(name, most):
    t = TABLES[name]
    f = pd.read_csv(os.path.join(DATA, t['file']), header=t.get('header', 'infer'), skipinitialspace=True, na_values=['?'])
    f.columns = [str(c) if not isinstance(c, int) else f'c{c}' for c in f.columns]
    return f.sample(min(most, len(f)), random_state=7).reset_index(drop=True)

def split(f):
    numbers = [c for c in f if pd.api.types.is_numeric_dtype(f[c])]
    return numbers, [c for c in f if c not in numbers]

class Coded:
    """Standardized numbers and ones for levels, as the others need them."""
    def __init__(self, f):
        self.f, (self.numbers, self.levels) = f, split(f)
        self.mean, self.sd = f[self.numbers].mean(), f[self.numbers].std().replace(0, 1)
        self.names = {c: sorted(f[c].dropna().unique()) for c in self.levels}
        parts = [((f[self.numbers] - self.mean) / self.sd).to_numpy(float)]
        for c in self.levels:
            ones = np.stack([(f[c] == v).to_numpy(float) for v in self.names[c]], 1)
            ones[f[c].isna()] = np.nan
            parts.append(ones)
        self.x = np.concatenate(parts, 1)
    def decode(self, x):
        out, at = self.f.copy(), len(self.numbers)
        for i, c in enumerate(self.numbers):
            out[c] = out[c].astype(float).fillna(pd.Series(x[:, i] * self.sd[c] + self.mean[c]))
        for c in self.levels:
            k = len(self.names[c])
            best = pd.Series([self.names[c][i] for i in x[:, at:at + k].argmax(1)])
            out[c], at = out[c].fillna(best), at + k
        return out

def mean_mode(f):
    numbers, levels = split(f)
    return f.fillna({**f[numbers].mean().to_dict(), **{c: f[c].mode()[0] for c in levels}})

def knn(f):
    coded = Coded(f)
    return coded.decode(KNNImputer(n_neighbors=10).fit_transform(coded.x))

def mice(f):
    """chained ridge regressions, 10 rounds, levels as ones"""
    coded = Coded(f)
    return coded.decode(IterativeImputer(max_iter=10, random_state=0).fit_transform(coded.x))

def forest(f, rounds=4):
    """as MissForest: random forests of 100 trees predict each column from the others, in rounds"""
    numbers, levels = split(f)
    full = mean_mode(f)
    codes = {c: {v: i for i, v in enumerate(sorted(full[c].unique()))} for c in levels}
    x = np.stack([full[c].map(codes[c]).to_numpy(float) if c in codes else full[c].to_numpy(float) for c in f], 1)
    for _ in range(rounds):
        for j, c in enumerate(f):
            holes = f[c].isna().to_numpy()
            if holes.any():
                kind = RandomForestClassifier if c in codes else RandomForestRegressor
                model = kind(100, random_state=0, n_jobs=2, max_features='sqrt').fit(np.delete(x[~holes], j, 1), x[~holes, j])
                x[holes, j] = model.predict(np.delete(x[holes], j, 1))
    for j, c in enumerate(f):
        back = {i: v for v, i in codes.get(c, {}).items()}
        full[c] = pd.Series(x[:, j]).map(back) if c in codes else x[:, j]
    return full

def elbo(f, folder):
    holes, full, run = (os.path.join(folder, n) for n in ('holes.csv', 'full.csv', 'run'))
    f.to_csv(holes, index=False)
    intervals = os.path.join(folder, 'intervals.csv')
    subprocess.run([*JAVA, 'train', '--data', holes, '--out', run, *FLAGS], check=True, capture_output=True)
    subprocess.run([*JAVA, 'impute', run, '--data', holes, '-o', full, '--intervals', intervals], check=True, capture_output=True)
    return pd.read_csv(full, keep_default_na=False, na_values=['']), pd.read_csv(intervals)

def errors(truth, holed, full):
    numbers, levels = split(truth)
    rmse, right = [], []
    for c in numbers:
        at = holed[c].isna() & truth[c].notna()
        if at.any() and truth[c].std() > 0:
            rmse.append(np.sqrt(((full[c][at].astype(float) - truth[c][at]) ** 2).mean()) / truth[c].std())
    for c in levels:
        at = holed[c].isna() & truth[c].notna()
        if at.any():
            right.append((full[c][at].astype(str) == truth[c][at].astype(str)).mean())
    return np.mean(rmse) if rmse else np.nan, np.mean(right) if right else np.nan

def coverage(truth, holed, cells):
    held = []
    for c, part in cells[cells.lower.notna()].groupby('column'):
        value = truth[c].to_numpy()[part.line.to_numpy() - 2]
        known = ~pd.isna(value)
        held.append(((part.lower.to_numpy() <= value) & (value <= part.upper.to_numpy()))[known].mean())
    return (min(held), max(held)) if held else (np.nan, np.nan)

if __name__ == '__main__':
    rates = [float(r) for r in (sys.argv[1] if len(sys.argv) > 1 else '0.1,0.3,0.5').split(',')]
    names = sys.argv[2].split(',') if len(sys.argv) > 2 else list(TABLES)
    most = int(sys.argv[3]) if len(sys.argv) > 3 else 4000
    wanted = sys.argv[4].split(',') if len(sys.argv) > 4 else ['mean_mode', 'knn', 'mice', 'forest']
    for name in names:
        truth = table(name, most)
        for rate in rates:
            gone = np.random.default_rng(int(100 * rate)).random(truth.shape) < rate
            holed = truth.mask(gone)
            line = f'{name} {len(truth)} rows, {rate:.0%}:'
            for method in (m for m in (mean_mode, knn, mice, forest) if m.__name__ in wanted):
                start = time.time()
                e, a = errors(truth, holed, method(holed))
                line += f' | {method.__name__} {e:.3f} {a:.3f} {time.time() - start:.0f}s'
            with tempfile.TemporaryDirectory() as folder:
                start = time.time()
                full, cells = elbo(holed, folder)
                e, a = errors(truth, holed, full)
                low, high = coverage(truth, holed, cells)
                line += f' | elbo {e:.3f} {a:.3f} {time.time() - start:.0f}s, coverage {low:.3f} to {high:.3f}'
            print(line, flush=True)
